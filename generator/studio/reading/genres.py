"""The genres: what makes each one itself, as a table."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Genre:
    """How a kind of music is played when the prompt says no more.

    `words` name it, `hints` lean towards it. Tempo is a range in beats per minute. `energy` and
    `bright` run from 0 to 1. `swing` is where in the beat the second eighth falls (0.5 straight,
    0.667 triplet), `shuffle` the same for sixteenths within the eighth. Parts are
    (instrument, style in `tabs`); `always` names those that no passage goes without. `levels` are
    decibels added to a part's usual loudness. `reverb` is the hall's T60 in seconds; `press` 0..1
    how hard the master is squeezed; `pump` and `dust` 0..1 what they say. A `button` ends the
    song: one short hit, where others let the last chord ring.
    """

    name: str
    words: str
    hints: str
    tempo: tuple[int, int]
    mode: str
    energy: float
    bright: float
    groove: str
    kit: str
    bass: tuple[str, str]
    chords: tuple[str, str]
    lead: str
    harmony: str
    solo: str = ""
    riff: tuple[str, str] | None = None
    pad: str = ""
    counter: str = ""
    form: str = "song"
    swing: float = 0.5
    shuffle: float = 0.5
    syncopation: float = 0.3
    reverb: float = 1.6
    press: float = 0.5
    pump: float = 0.1
    dust: float = 0.0
    always: str = ""
    button: bool = False
    levels: dict[str, float] = field(default_factory=dict)

    @property
    def rapped(self) -> bool:
        """Whether verses are spoken in rhythm rather than sung."""
        return self.name in {"hip hop", "trap"}

    @property
    def singers(self) -> tuple[str, ...]:
        """Who usually sings it: names in `voice.voices`."""
        return SINGERS[self.name]


_ALL = [
    Genre("pop", "pop,k-pop,radio hit,chart", "catchy,singalong,anthem", (98, 122), "major", 0.6,
          0.66, "pop", "pop", ("finger bass", "pop"), ("piano", "keys"), "saw lead", "pop",
          "clean guitar", ("synth pluck", "sparkle"), "warm pad", "strings", press=0.6, reverb=1.2,
          pump=0.2, levels={"drums": 2}),
    Genre("ballad", "ballad,power ballad,lullaby,torch song", "tender,intimate,piano,love song",
          (62, 78), "major", 0.25, 0.35, "soft", "soft", ("finger bass", "long"), ("piano",
          "ballad"), "violin", "ballad", "cello", None, "strings", "strings", syncopation=0.12,
          reverb=2.6, press=0.15, levels={"drums": -6, "chords": 5, "pad": 2}),
    Genre("house",
          "edm,house,techno,trance,electronic dance,dance music,club,rave,electro,big room,"
          "eurodance", "dance,dancefloor,electronic,festival,dj,drop", (122, 130), "minor", 0.92,
          0.85, "house", "dance", ("saw bass", "offbeat"), ("supersaw", "stabs"), "supersaw",
          "dance", "square lead", ("synth pluck", "trance"), "warm pad", "synth pluck", "club",
          syncopation=0.5, reverb=1.9, press=1.0, pump=0.65, always="riff",
          levels={"drums": 3.5, "bass": 1}),
    Genre("drum and bass", "drum and bass,drum & bass,drum n bass,dnb,d&b,jungle,breakbeat",
          "neurofunk", (170, 176), "minor", 0.95, 0.8, "jungle", "tight", ("reese bass", "break"),
          ("warm pad", "held"), "square lead", "dark", "supersaw", ("synth pluck", "trance"),
          "glass pad", "bells", "club", syncopation=0.5, reverb=2.2, press=1.0, pump=0.3,
          levels={"drums": 4.5, "bass": 3.5}),
    Genre("synthwave",
          "synthwave,retrowave,outrun,synth-pop,synth pop,synthpop,vaporwave,new wave,80s,"
          "eighties", "retro,neon,synth,synths,synthesizer", (92, 112), "minor", 0.65, 0.55,
          "machine", "eighties", ("saw bass", "pulse"), ("synth brass", "held"), "saw lead",
          "pop", "square lead", ("synth pluck", "sixteenths"), "warm pad", "bells", reverb=2.8,
          press=0.75, pump=0.35, syncopation=0.15, always="riff pad",
          levels={"drums": 1, "pad": 3, "bass": 2.5, "riff": 2}),
    Genre("rock", "rock,hard rock,grunge,alternative,indie rock,garage,britpop,stadium rock",
          "electric guitar,electric guitars,distorted,band,driving guitars", (114, 144), "major",
          0.82, 0.7, "rock", "rock", ("pick bass", "eighths"), ("drive guitar", "rock"),
          "clean guitar", "rock", "drive guitar", ("clean guitar", "arpeggio"), "", "organ",
          reverb=1.3, press=0.85, levels={"drums": 2, "chords": 3.5}),
    Genre("punk", "punk,punk rock,pop punk,skate punk,hardcore punk", "rebellious", (164, 190),
          "major", 0.95, 0.75, "punk", "tight", ("pick bass", "eighths"),
          ("drive guitar", "eighths"), "square lead", "rock", "drive guitar", None, "", "",
          syncopation=0.15, reverb=0.7, press=0.95, button=True,
          levels={"drums": 2, "chords": 3.5}),
    Genre("metal", "metal,heavy metal,thrash,death metal,metalcore,djent,doom", "headbang,brutal",
          (138, 168), "minor", 1.0, 0.72, "metal", "metal", ("pick bass", "gallop"),
          ("metal guitar", "chug"), "drive guitar", "metal", "drive guitar", None, "",
          "choir pad", syncopation=0.2, reverb=1.1, press=1.0, levels={"drums": 2.5, "chords":
          4.5}),
    Genre("hip hop", "hip hop,hip-hop,hiphop,rap,boom bap,boom-bap,old school",
          "rapper,mc,beats,street,urban", (84, 96), "minor", 0.6, 0.5, "boom bap", "dusty",
          ("sub bass", "hip hop"), ("electric piano", "keys"), "muted guitar", "soul", "trumpet",
          ("vibraphone", "sparkle"), "", "strings", shuffle=0.57, syncopation=0.5, reverb=0.8,
          press=0.7, dust=0.25, levels={"drums": 4.5, "bass": 3, "chords": -1}),
    Genre("trap", "trap,drill,phonk,808", "hard beat,dark beat", (132, 148), "minor", 0.7, 0.55,
          "trap", "boom", ("808 bass", "boom"), ("felt piano", "arpeggio"), "bells", "dark",
          "flute", ("bells", "sparkle"), "choir pad", "strings", syncopation=0.5, reverb=1.8,
          press=0.85, always="bass", levels={"drums": 2.5, "bass": 5}),
    Genre("lofi", "lofi,lo-fi,lofi hip hop,lo-fi hip hop,chillhop,study beats,chill beats,jazzhop",
          "chill,study,cozy,cafe,coffee,vinyl", (70, 84), "minor", 0.3, 0.15, "lofi", "dusty",
          ("upright bass", "hip hop"), ("electric piano", "keys"), "vibraphone", "soul",
          "clean guitar", ("nylon guitar", "sparkle"), "warm pad", "flute", shuffle=0.59,
          syncopation=0.4, reverb=1.4, press=0.45, pump=0.25, dust=1.4, always="pad bass",
          levels={"drums": 1, "pad": 2}),
    Genre("jazz", "jazz,bebop,swing,big band,smooth jazz,dixieland,ragtime,cool jazz",
          "lounge,saxophone,sax,club", (104, 150), "major", 0.45, 0.45, "swing", "jazz",
          ("upright bass", "walk"), ("piano", "comp"), "saxophone", "jazz", "trumpet", None, "",
          "vibraphone", "standard", swing=0.64, syncopation=0.5, reverb=1.2, press=0.2,
          always="bass", levels={"drums": 0, "bass": 3}),
    Genre("bossa nova", "bossa nova,bossa,samba,mpb,brazilian", "beach,rio,breezy", (108, 134),
          "major", 0.4, 0.4, "bossa", "soft", ("upright bass", "bossa"), ("nylon guitar",
          "bossa"), "flute", "jazz", "saxophone", ("electric piano", "sparkle"), "", "strings",
          "standard", syncopation=0.5, reverb=1.2, press=0.25, always="bass",
          levels={"drums": -2, "chords": 4}),
    Genre("blues", "blues,delta blues,rhythm and blues shuffle,chicago blues",
          "harmonica,bluesy,slide guitar", (72, 104), "major", 0.5, 0.5, "shuffle", "band",
          ("finger bass", "shuffle"), ("organ", "comp"), "harmonica", "blues", "drive guitar",
          ("clean guitar", "answer"), "", "", "blues", swing=0.66, syncopation=0.35, reverb=1.0,
          press=0.4, always="bass riff", levels={"bass": 1.5}),
    Genre("folk",
          "folk,indie folk,singer-songwriter,singer songwriter,campfire,celtic,irish,"
          "sea shanty", "acoustic,acoustic guitar,guitar,accordion,waltz,coffee shop,storytelling",
          (88, 112), "major", 0.38, 0.55, "folk", "soft", ("upright bass", "root five"),
          ("steel guitar", "fingers"), "whistle", "folk", "violin", ("nylon guitar", "sparkle"),
          "", "cello", syncopation=0.2, reverb=1.1, press=0.2,
          levels={"drums": -5, "chords": 5.5, "bass": -2}),
    Genre("country", "country,bluegrass,americana,honky tonk,western,nashville",
          "cowboy,truck,banjo,fiddle", (98, 128), "major", 0.55, 0.65, "train", "country",
          ("finger bass", "root five"), ("steel guitar", "boom chick"), "violin", "folk",
          "clean guitar", ("banjo", "roll"), "pedal steel", "pedal steel", swing=0.54,
          syncopation=0.2, reverb=1.0, press=0.5, always="riff",
          button=True, levels={"chords": 1, "riff": 4, "pad": 2, "drums": 1}),
    Genre("ambient", "ambient,drone,meditation,new age,soundscape,sleep music,spa",
          "ethereal,atmospheric,space,dreamy,floating,sleep,relaxation", (58, 70), "major", 0.1,
          0.3, "none", "soft", ("sub bass", "long"), ("glass pad", "held"), "felt piano", "calm",
          "flute", ("harp", "arpeggio"), "choir pad", "bells", "slow", syncopation=0.05,
          reverb=5.0, press=0.1, always="pad bass", levels={"bass": -4, "pad": 6, "chords": 3,
          "lead": -2}),
    Genre("cinematic",
          "cinematic,orchestral,orchestra,film score,soundtrack,trailer,symphonic,epic,"
          "classical,score", "heroic,battle,hans,movie,fantasy,triumphant", (84, 108), "minor",
          0.72, 0.5, "epic", "epic", ("cello", "pulse"), ("short strings", "spiccato"), "brass",
          "film", "violin", ("harp", "arpeggio"), "strings", "choir pad", "cinema",
          syncopation=0.1, reverb=3.4, press=0.3, always="pad",
          levels={"pad": 3, "lead": 1, "chords": 2}),
    Genre("soul", "soul,r&b,rnb,neo soul,neo-soul,motown,gospel,r and b", "smooth,sensual,groove",
          (72, 98), "major", 0.5, 0.5, "soul", "warm", ("finger bass", "soul"), ("electric piano",
          "keys"), "saxophone", "soul", "clean guitar", ("clean guitar", "scratch"), "organ",
          "brass", shuffle=0.55, syncopation=0.5, reverb=1.3, press=0.45, always="bass pad",
          levels={"bass": 2, "chords": 1.5, "pad": -1}),
    Genre("funk", "funk,p-funk,funky,slap bass", "groovy,tight groove,party", (98, 114), "minor",
          0.72, 0.65, "funk", "dry", ("slap bass", "funk"), ("clean guitar", "scratch"),
          "brass", "vamp", "saxophone", ("clavinet", "clav"), "", "brass", shuffle=0.53,
          syncopation=0.6, reverb=0.5, press=0.6, always="riff bass",
          button=True, levels={"bass": 3.5, "drums": 2, "riff": 4}),
    Genre("disco", "disco,nu disco,nu-disco,boogie,70s,seventies", "glitter,mirror ball", (112,
          122), "minor", 0.8, 0.75, "disco", "disco", ("finger bass", "octaves"),
          ("clean guitar", "scratch"), "strings", "soul", "brass", ("electric piano", "stabs"),
          "strings", "brass", syncopation=0.45, reverb=1.7, press=0.7, pump=0.1,
          always="pad bass", button=True, levels={"drums": 2.5, "bass": 2, "pad": 5, "chords": -1}),
    Genre("reggae", "reggae,ska,dub,dancehall,rocksteady,roots",
          "island,jamaica,tropical,rasta,beach", (72, 92), "major", 0.48, 0.45, "one drop", "yard",
          ("sub bass", "reggae"), ("clean guitar", "skank"), "organ", "island", "trumpet",
          ("organ", "bubble"), "", "brass", shuffle=0.56, syncopation=0.4, reverb=1.8, press=0.5,
          always="bass riff", levels={"bass": 5, "chords": 1, "riff": 2}),
    Genre("reggaeton", "reggaeton,latin pop,perreo,moombahton,urbano,dembow", "latin,caliente",
          (88, 100), "minor", 0.75, 0.65, "dembow", "urban", ("808 bass", "tresillo"),
          ("synth pluck", "plucks"), "square lead", "island", "nylon guitar", ("nylon guitar",
          "sparkle"), "warm pad", "bells", syncopation=0.6, reverb=1.2, press=0.85, pump=0.25,
          always="bass", levels={"drums": 3.5, "bass": 3}),
    Genre("salsa", "salsa,mambo,cumbia,cuban,merengue,bachata,tango,flamenco", "fiesta,latin",
          (92, 104), "minor", 0.7, 0.65, "salsa", "latin", ("upright bass", "tumbao"), ("piano",
          "montuno"), "trumpet", "island", "flute", ("brass", "horns"), "", "brass",
          syncopation=0.6, reverb=1.1, press=0.5, always="riff bass",
          button=True, levels={"drums": 3, "riff": 4, "chords": 1, "bass": 4}),
]  # fmt: skip

GENRES: dict[str, Genre] = {genre.name: genre for genre in _ALL}

SINGERS: dict[str, tuple[str, ...]] = {
    "pop": ("female", "bright female", "male", "bright male"),
    "ballad": ("female", "male", "low female"),
    "house": ("bright female", "female"),
    "drum and bass": ("bright female", "female", "bright male"),
    "synthwave": ("male", "female", "low male"),
    "rock": ("male", "bright male", "female"),
    "punk": ("bright male", "male", "female"),
    "metal": ("bright male", "male", "low male"),
    "hip hop": ("low male", "male", "low female"),
    "trap": ("low male", "male", "female"),
    "lofi": ("low female", "female", "male"),
    "jazz": ("low female", "female", "low male"),
    "bossa nova": ("low female", "female", "male"),
    "blues": ("low male", "male", "low female"),
    "folk": ("male", "female", "low male"),
    "country": ("male", "low male", "bright female"),
    "ambient": ("female", "bright female"),
    "cinematic": ("female", "bright female", "low male"),
    "soul": ("female", "male", "low female"),
    "funk": ("male", "bright male", "bright female"),
    "disco": ("bright female", "female", "bright male"),
    "reggae": ("male", "bright male", "low female"),
    "reggaeton": ("male", "bright male", "female"),
    "salsa": ("male", "bright male", "female"),
}
"""Who usually sings a genre: names in `voice.voices`, one of which is drawn."""
