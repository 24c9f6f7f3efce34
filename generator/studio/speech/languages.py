"""Which language a text is in: by its script, then by its small words and its letters.

The tables are ours: the commonest words of each language (pronouns, articles, auxiliaries, and
what songs are full of), and spellings that hardly any of the others has. A library was not worth
its weight: the small ones (langid and its kin) are unsure of one line of verse, and the sure ones
bring a hundred megabytes.
"""

import functools
import re
from collections import Counter

from generator.studio.speech.spelling import plain

SCRIPTS = [
    ("ja", "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"), ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005-\u3007"), ("ru", "\u0400-\u052f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("hi", "\u0900-\u097f"), ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff\u0750-\u077f"), ("latin", "a-zA-Z\u00aa-\u024f\u1e00-\u1eff"),
]  # fmt: skip
"""Ranges of Unicode, and the language (or "latin") that is written with them."""

WORDS: dict[str, str] = {
    "en": "the and you i to a in my is it me of on we that for your be this with are all but not so"
    " when love don't i'm like no oh can was just know from what baby yeah up now never out"
    " they he she have will it's you're got if one let down time go there as by heart away here our"
    " night through where every over under world still home light feel were his her them who how"
    " an at or do say see back come make want would could should its us into than then been had"
    " eyes way day life again too more only away hold keep take gonna wanna i'll i've can't won't"
    " summer winter road river rain money mother father girl boy old new friends friend heaven"
    " fire dance dancing song sing run running gone goodbye morning tonight tomorrow yesterday"
    " always never forever maybe please think talk tell told said something nothing everything"
    " everybody somebody dream dreams soul smile cry lonely beautiful wind sky stars moon sun"
    " sea city streets door hand hands head kiss black white blue red lost found wait waiting"
    " stay goes going",
    "es": "el la los las un una de del que y en a por para con no mi me te tu tú yo es se lo le"
    " como más si sin su ya al amor quiero corazón noche vida eres soy estoy todo nada cuando"
    " siempre nunca porque muy pero donde dónde sol luna hoy está ella él nos tus mis vez"
    " quién qué aquí así cada voy vivir sueño cielo mar son tiempo ser hay desde hasta entre"
    " sobre también mañana día solo ven o y ni fue tengo tiene puedo mundo ojos canta"
    " amiga amigo amigos viejo viejos nuevo nuevos sueños río agua fuego tierra casa calle"
    " calles viento estrellas lluvia verano invierno niña niño madre padre canción baila"
    " bailar bailando besos boca manos alma dolor adiós mujer hombre mucho poco bien mal"
    " gracias nosotros ustedes eso esa ese esos mientras aunque dime dame quédate volver"
    " vuelve ven vamos cantar llorar reír somos fuimos eras era puede podría olvidar recuerdo"
    " buenas noches días dos tres otra otro",
    "fr": "le la les un une des de du et je tu il elle on nous vous ils elles que qui ne pas dans"
    " sur pour avec mon ma mes ton ta tes son sa ses est suis es sont au aux en se me te plus"
    " amour cœur coeur nuit jour vie toi moi c'est j'ai comme tout si mais où quand sans"
    " jamais toujours rien ce cette ces l'amour soleil monde encore était fait être bien"
    " d'un d'une qu'il leur ou y a à temps soir yeux rêve vers sous petit ciel ça j'aime"
    " très peu m'en t'aime n'est qu'on l'on d'amour"
    " ami amis amie vieux nouveau nouvelle rêves eau feu terre maison rue rues vent étoiles"
    " étoile pluie été hiver fille garçon mère père chanson danse danser mains main bouche âme"
    " douleur adieu femme homme beaucoup merci parce pendant dis donne reste revenir reviens"
    " viens allons chanter pleurer rire sommes était étaient peut pouvait oublier souvenir"
    " bonne deux trois autre autres pourquoi chaque nos vos notre votre même mer belle beau"
    " fleur fleurs bleu noir",
    "de": "der die das den dem des ein eine einen einem einer und ich du er sie es wir ihr mich"
    " dich mir dir nicht ist bin bist sind in im zu auf mit von für so wie wenn dass noch nur mein"
    " dein meine deine herz nacht liebe tag leben immer nie wieder auch aber hier da was wo wer"
    " uns euch sich hat habe will kann durch bei nach aus an am zum zur vom alles mehr welt"
    " heute morgen schon war wird doch über unter kein keine ganz komm himmel weiß"
    " freund freunde freundin alte alten neue neuen träume traum wasser feuer erde haus straße"
    " straßen wind sterne stern regen sommer winter mädchen junge mutter vater lied lieder"
    " tanz tanzen tanzt hände hand mund seele schmerz frau mann viel danke weil während sag"
    " gib bleib komm zurück gehen geh singen weinen lachen sind waren könnte vergessen"
    " erinnerung gute zwei drei andere warum jeder jede jedes unser unsere euer schön schöne"
    " blume blumen blau schwarz ohne einmal allein niemand jemand etwas nichts vielleicht zeit"
    " jetzt dort hin her los ganz sehr so lang lange wohin woher dann denn",
    "it": "il lo la i gli le un una uno di del della dei delle a al alla in nel nella e che non mi"
    " ti si ci io tu lui lei noi è sono sei per con su da come più ma se tuo tua mio mia cuore"
    " amore notte vita sole sempre mai tutto quando dove perché questa questo c'è ancora senza"
    " sogno cielo mare ho hai ha o anche solo qui così nei sul dal l'amore occhi mondo luna ogni"
    " ora poi giorno voglio bella cosa dentro sotto fino tra te me"
    " amico amici amica vecchio vecchi nuovo nuovi sogni acqua fuoco terra casa strada strade"
    " vento stelle stella pioggia estate inverno ragazza ragazzo madre padre canzone balla"
    " ballare mani bocca anima dolore addio donna uomo molto poco grazie perchè mentre dimmi"
    " dammi resta tornare torna vieni andiamo cantare piangere ridere siamo eravamo può"
    " potrebbe dimenticare ricordo buona buonanotte due tre altro altra altri ogni nostro"
    " nostra vostro piccolo piccola bello fiore fiori blu nero bianco niente qualcosa nessuno"
    " adesso oggi domani ieri oltre verso quanto quale chi era fa fare",
    "pt": "o a os as um uma de do da dos das que e em no na nos nas eu você ele ela nós não me te"
    " se meu minha seu sua é com por para mais sem amor coração noite vida tudo quando sempre"
    " nunca mas como já são está só quem tem foi ao à pelo pela isso esse essa lua mar dia"
    " saudade aqui teu tua vou quero ser onde ainda até também mundo céu tempo olhos"
    " lá ou nem há estou sol bem minha dança sonho você vai vem"
    " amigo amigos amiga velho velhos novo novos sonhos rio água fogo terra casa rua ruas"
    " vento estrelas estrela chuva verão inverno menina menino mãe pai canção dançar mãos boca"
    " alma dor adeus mulher homem muito pouco obrigado porque enquanto diz dá fica voltar"
    " volta vem vamos cantar chorar rir somos fomos era pode poderia esquecer lembrança boa"
    " dois três outro outra nosso nossa pequeno belo bela flor flores azul preto branco nada"
    " algo ninguém agora hoje amanhã ontem dentro fora gente pra pro num numa",
    "nl": "de het een en ik je jij hij ze we wij niet is van in op met voor dat die zo als maar nog"
    " mijn jouw hart nacht liefde dag leven altijd nooit weer ook hier daar wat waar wie ons"
    " heb bent ben zijn was kan wil naar door bij uit aan er geen alles meer wereld te om mij"
    " jou over zal hoe toen dan blijf kom zon zee ogen licht samen onder"
    " vriend vrienden oude oud nieuwe nieuw dromen droom water vuur aarde huis straat straten"
    " wind sterren ster regen zomer winter meisje jongen moeder vader lied liedjes dans dansen"
    " handen hand mond ziel pijn vrouw man veel dank omdat terwijl zeg geef terug gaan ga"
    " zingen huilen lachen waren kon vergeten herinnering goede twee drie andere waarom elke"
    " iedere onze ons jullie mooi mooie bloem bloemen blauw zwart zonder eens alleen niemand"
    " iemand iets niets misschien tijd nu heen weg heel zo lang dan want toch hem haar hun"
    " laat vannacht morgen",
    "sv": "jag du han hon vi ni de det den en ett och att i på är inte som med för till av om min"
    " din mitt ditt mig dig oss så när var har kan ska vill men hjärta natt kärlek dag liv alltid"
    " aldrig igen också här där vad vem allt mer världen från över under bara nu kom sol hav ljus"
    " mina dina ögon himmel hela ut upp in då sig sin"
    " vän vänner gamla gammal nya ny drömmar dröm vatten eld jord hus gata gator vind stjärnor"
    " stjärna regn sommar vinter flicka pojke mor far sång sånger dans dansa händer hand mun"
    " själ smärta kvinna man mycket tack eftersom medan säg ge tillbaka gå går sjunga gråta"
    " skratta kunde glömma minne god två tre andra varför varje vår våra er vacker blomma"
    " blommor blå svart utan en gång ensam ingen någon något inget kanske tid dit bort helt så"
    " länge sen ju ut in släpp öppna fönster",
    "pl": "i w na z do nie się to że jest jak ja ty on ona my co tak mnie mi cię ci o za po ale by"
    " już tylko serce noc miłość dzień życie zawsze nigdy znowu tu tam gdzie kiedy kto nas wszystko"
    " świat dla od przez pod bez jestem jesteś mam masz chcę moje twoje mój twój niebo oczy są"
    " tej ten ta te gdy jeszcze będę"
    " przyjaciel przyjaciele stary starzy stare nowe nowy nowa sny sen woda ogień ziemia dom"
    " ulica ulice wiatr gwiazdy gwiazda deszcz lato zima dziewczyna chłopak matka ojciec mama"
    " piosenka piosenki taniec tańczyć ręce dłoń usta dusza ból kobieta mężczyzna dużo"
    " dziękuję bo podczas powiedz daj zostań wrócić wróć chodź idziemy iść śpiewać płakać"
    " śmiać byliśmy był była było może zapomnieć wspomnienie dobra dwa trzy inny inne dlaczego"
    " każdy każda nasz nasze piękna piękny kwiat kwiaty niebieski czarny biały nic coś nikt"
    " ktoś teraz dziś jutro wczoraj czas sam sama znów nad wciąż",
    "tr": "bir ve bu da de ben sen o biz seni beni sana bana ne için gibi çok var yok değil ama"
    " kadar her aşk aşkım kalp gece gün hayat hep asla yine burada nerede kim benim senin"
    " içinde gözlerin dünya güneş deniz gel git ki mi mı daha sonra bile sensiz"
    " arkadaş dost dostlar eski yeni rüya düş düşler su ateş toprak ev sokak sokaklar rüzgar"
    " yıldız yıldızlar yağmur yaz kış kız oğlan anne baba şarkı dans eller elim dudak ruh acı"
    " kadın adam çok az teşekkür çünkü iken söyle ver kal dön dönmek gidelim git söylemek"
    " ağlamak gülmek idi olur olsun unutmak hatıra güzel iki üç başka neden herkes hiçbir"
    " bizim sizin çiçek çiçekler mavi siyah beyaz şey kimse birisi şimdi bugün yarın dün zaman"
    " yalnız aç kapat pencere kapı içeri dışarı sevgilim canım yüreğim gözler bak bakma dur"
    " artık belki sonsuz ki diye",
}  # fmt: skip
"""Frequent words, some in several languages: a word counts the less the more have it."""

SPELLINGS: dict[str, str] = {
    "en": r"\b\w+(ing|ight|n't|'ll|'re|'ve|tion|ness|ould)\b|\b(th|wh|kn)\w+|\w+(ck|sh|y)\b"
    r"|\w*(oo|ea|ee)\w*",
    "es": r"[ñ¿¡]|\w+(ción|dad|ando|iendo|mente|ito|ita|aba|ía|ío|ás|é|ó)\b|\b\w*ll[aeo]\w*"
    r"|\w*ue\w+",
    "fr": r"[œêûîôèç]|\b(l|d|j|qu|n|m|t|s|c)'\w+|\w*(eau|oi|ou|eu)\w*"
    r"|\w+(eux|eur|ment|tion|ais|ait|ez|ée|és|aux|oir|elle|ette)\b",
    "de": r"[äöüß]|\b\w+(ung|heit|keit|lich|isch|en|er|st|icht|cht)\b|\b\w*sch\w*|\w*(ei|ie|au)\w*",
    "it": r"[òùì]|\b(l|d|dell|nell|all|un|c)'\w+|\w*(gli|zz|cch|tt)\w*"
    r"|\w+(zione|mente|ando|endo|ella|ello|etto|ezza|are|ere|ire|ai|erò|ità)\b",
    "pt": r"[ãõ]|\w*(nh|lh)\w*"
    r"|\b\w+(ção|ções|ões|inho|inha|ei|ou|ar|dade|mente|ando|endo|ém)\b",
    "nl": r"\b\w*ij\w*|\b\w*(aa|oo|ee|uu|oe|ui)\w*|\b\w+(lijk|heid|tje|en|cht)\b|\bge\w+",
    "sv": r"å|\b\w+(ar|or|na|en|et|lig|het|ade)\b|[äö]",
    "pl": r"[łąęśżźćń]|\w*(sz|cz|rz|dz)\w*|\w+(ej|ów|ach|ami|ego|emu|am|asz|ie)\b",
    "tr": r"[ğşı]|[üö]|\b\w+(yor|yorum|lar|ler|dan|den|sin|sın|im|ım|um|üm|mek|mak)\b",
}
"""Spellings typical of a language; each one found counts a little."""

_TABLES = {language: frozenset(words.split()) for language, words in WORDS.items()}
_PATTERNS = {language: re.compile(pattern) for language, pattern in SPELLINGS.items()}
_SCRIPTS = [(language, re.compile(f"[{ranges}]")) for language, ranges in SCRIPTS]

FEW_VOWELS = {"ar": "Arabic", "he": "Hebrew"}
"""Languages whose writing leaves most vowels to the reader, and so to a reader's guess."""

SPELLED = 0.25
"""What a typical spelling counts; a word that only one language has counts 1."""

LEAST = 0.45
"""So much must speak for a language at all; less ("la la la") is taken for English."""

SURE = 1.6
"""How many times better a line must fit another language than the song's to be read in it."""


def detect(text: str, otherwise: str = "en") -> str:
    """The language of some lines: the code of its script, or of the best fit; else `otherwise`."""
    text = plain(text)[:20_000]
    script = script_of(text)
    if script is None:
        return otherwise
    if script != "latin":
        return script
    fit = _fits(text)
    best = max(fit, key=lambda language: (fit[language], language == otherwise))
    return best if fit[best] >= LEAST else otherwise


def of_line(line: str, song: str) -> str:
    """The language of one line of a song: the song's, unless it plainly is in another.

    Chinese characters alone are Japanese in a Japanese song, Latin letters alone English in a song
    of another script; a Latin line needs several words that fit much better.
    """
    line = plain(line)
    script = script_of(line)
    if script is None or script == song or (script, song) == ("zh", "ja"):
        return song
    if script != "latin":
        return script
    if song not in WORDS:
        return detect(line)
    fit = _fits(line)
    best = max(fit, key=lambda language: fit[language])
    clear = fit[best] >= 1.5 and fit[best] > SURE * fit[song] + 0.5
    return best if clear and len(line.split()) > 2 else song


def of_word(word: str, line: str) -> str | None:
    """The language to read a word in, within a line of language `line`; None when nobody can.

    A word of another script is of that script's language, or English in Latin letters.
    """
    letters = [letter for letter in plain(word) if letter.isalpha()]
    if not letters:
        return line
    script = script_of("".join(letters))
    known = sum(script_of(letter) is not None for letter in letters)
    if script is None or 2 * known < len(letters):
        return None
    own = "latin" if line in WORDS else line
    if script == own or (script, line) == ("zh", "ja"):
        return line
    return "en" if script == "latin" else script


def script_of(text: str) -> str | None:
    """The language of the script most letters are in, or "latin"; None for letters of no script.

    A few kana make Chinese characters Japanese.
    """
    counts = Counter({language: len(found.findall(text)) for language, found in _SCRIPTS})
    # One character of these is a syllable, about three Latin letters.
    for language in ("ja", "zh", "ko"):
        counts[language] *= 3
    if counts["ja"] > 0.08 * counts["zh"]:
        counts["ja"] += counts.pop("zh", 0)
    best, many = counts.most_common(1)[0]
    return best if many else None


@functools.lru_cache(maxsize=512)
def _fits(text: str) -> dict[str, float]:
    """How well a text in Latin letters fits each language."""
    text = " ".join(word for word in text.lower().split() if len(word) < 40)
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text)
    fit = dict.fromkeys(WORDS, 0.0)
    for word in dict.fromkeys(words):
        for part in {word, *word.split("'")}:
            having = [language for language, table in _TABLES.items() if part in table]
            for language in having:
                fit[language] += (1.0 if part == word else 0.3) / len(having)
    for language, pattern in _PATTERNS.items():
        fit[language] += SPELLED * len(pattern.findall(text))
    return fit
