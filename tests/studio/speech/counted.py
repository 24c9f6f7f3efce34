"""Words and how many syllables they are sung on, counted by hand before the reader was."""

COUNTED: dict[str, str] = {
    "en": "cat:1 river:2 time:1 walked:1 wanted:2 little:2 button:2 beautiful:3 fire:2 hour:2"
    " every:2 memory:3 strength:1 through:1 yesterday:3 forever:3 rhythm:2 idea:3 heaven:2"
    " don't:1 I've:1 ocean:2 umbrella:3 tomorrow:3 twelfth:1 chocolate:2 people:2 table:2"
    " wonderful:3 again:2",
    "es": "corazón:3 noche:2 amor:2 cielo:2 ciudad:2 llueve:2 país:2 guitarra:3 todavía:4 viento:2"
    " aire:2 sueño:2 quiero:2 reír:2 tierra:2 mañana:3 estrella:3 siempre:2 fuego:2 también:2"
    " muy:1 adiós:2 lluvia:2 poesía:4 hoy:1 agua:2 canción:2 luz:1",
    "fr": "amour:2 nuit:1 étoile:2 soleil:2 cœur:1 toujours:2 lumière:2 oiseau:2 jamais:2 chanson:2"
    " aujourd'hui:3 pluie:1 monde:1 yeux:1 rêve:1 fenêtre:2 petite:2 hier:1 mourir:2 liberté:3"
    " lui:1 bien:1 souvenir:3 océan:3 désir:2 matin:2 rivière:2 famille:2",
    "de": "liebe:2 Nacht:1 Träume:2 Straße:2 Herz:1 immer:2 wieder:2 Sehnsucht:2 Himmel:2 Feuer:2"
    " schlafen:2 Mädchen:2 vergessen:3 Leidenschaft:3 Augenblick:3 wunderschön:3 Regen:2 Uhr:1"
    " Sonnenschein:3 heute:2 Familie:4 leuchten:2 neu:1 Freiheit:2 gehen:2 Sterne:2 Lied:1",
    "it": "cuore:2 amore:3 notte:2 piazza:2 giorno:2 luna:2 poesia:4 paura:3 ciao:1 voglio:2"
    " figlia:2 cielo:2 acqua:2 bianco:2 sogno:2 stella:2 tuo:2 noi:1 perché:2 finestra:3 aiuto:3"
    " chiaro:2 mare:2 più:1 guarda:2 canzone:3 lei:1 questo:2",
    "pt": "coração:3 saudade:3 noite:2 lua:2 cidade:3 água:2 amor:2 não:1 mãe:1 pão:1 feliz:2"
    " alegria:4 vida:2 sonho:2 caminho:3 praia:2 quero:2 rua:2 meu:1 minha:2 dia:2 também:2"
    " viu:1 estrela:3 chuva:2 menina:3 mundo:2 voz:1",
    "zh": "我:1 爱:1 你:1 月:1 亮:1 雨:1 女:1 天:1 空:1 永:1 远:1 快:1 时:1 间:1 回:1 家:1 春:1"
    " 风:1 水:1 流:1 心:1 星:1 光:1 黄:1 窗:1 云:1 梦:1 歌:1",
    "ja": "さくら:3 そら:2 あおい:3 ゆめ:2 こころ:3 かぜ:2 ひかり:3 なみだ:3 きみ:2 うみ:2"
    " ほし:2 せかい:3 ありがとう:4 さようなら:4 きょう:1 おおきい:2 がっこう:2 せんせい:2"
    " コーヒー:2 夜空:3 桜:3 涙:3 君を:3 思い出:4 東京:2 歌う:3 愛してる:5 明日:3",
}
"""Japanese counts a long vowel, and a vowel with what closes its syllable, as one."""
