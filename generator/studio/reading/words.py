"""The vocabulary of prompts: moods, tempi, instruments, as tables for `plan`."""

MOODS: list[tuple[str, float, float, float]] = [
    ("happy,joyful,joy,upbeat,cheerful,cheery,sunny,fun,playful,uplifting,celebration,celebratory,"
     "feelgood,feel good,jolly,jubilant,merry,gleeful,carefree", 0.6, 0.15, 0.12),
    ("hopeful,inspiring,triumphant,heroic,victory,warm,sweet,romantic,love,optimistic,proud",
     0.4, 0.03, 0.0),
    ("sad,melancholic,melancholy,heartbreak,heartbroken,sorrow,sorrowful,lonely,loneliness,tears,"
     "grief,mournful,weeping,desolate", -0.7, -0.15, -0.1),
    ("longing,introspective,nostalgic,bittersweet,wistful,solitary,rainy,regret,yearning",
     -0.5, -0.1, -0.08),
    ("dark,brooding,sinister,ominous,moody,gothic,haunting,mysterious,tense,eerie", -0.8, 0.0,
     -0.15),
    ("angry,aggressive,intense,fierce,rage,furious,brutal,vicious,violent,savage,ferocious,"
     "menacing,hostile,merciless,snarling", -0.5, 0.3, 0.1),
    ("calm,calming,soft,gentle,quiet,peaceful,mellow,soothing,tender,relaxing,relaxed,delicate,"
     "tranquil,restful,placid,meditative,lulling,unhurried,understated,subdued,easygoing,"
     "whispered,whispering,whispery,serene,serenity,hushed,silent,still,stillness,languid,"
     "leisurely,drowsy,slumber,bedtime,murmured,murmuring,faint,fragile,feathery,weightless,"
     "contemplative,reflective,pensive,prayerful,reverent,comforting,drifting,hazy,low energy,"
     "laid back,low key,calmness,slow burning,barely there,near silence,lullaby,cradle,zen,"
     "pianissimo,unplugged,stripped back,stripped down", 0.0, -0.3, -0.12),
    ("intimate,sleepy,dreamy,minimal,sparse,slow,gradual,bare,cozy,cosy,floating,ethereal,"
     "candlelit,moonlit,dozing,patient,subtle,spacious,solemn", 0.0, -0.2, -0.1),
    ("lazy,smooth,chill,chilled,easy,mild", 0.0, -0.1, 0.0),
    ("energetic,fast,driving,powerful,pulsing,hype,exciting,explosive,pumping,loud,epic,frenetic,"
     "frenzied,hectic,relentless,raging,blazing,roaring,racing,lively,vigorous,rowdy,raucous,"
     "banging,thumping,electrifying,euphoric,ecstatic,thrilling,wild,frantic,thunderous,"
     "thundering,pounding,hyper,hyperactive,manic,turbo,fiery,scorching,sizzling,stomping,"
     "crashing,smashing,bombastic,rousing,boisterous,rambunctious,riotous,unstoppable,charging,"
     "hammering,slamming,stormy,tempestuous,volcanic,whirlwind,"
     "breathless,breakneck,adrenaline,high energy,high octane,high speed,full speed,full throttle,"
     "full force,overdrive,feverish,dizzying,peppy,zippy,spirited,turbulent,chaotic,"
     "crazy,insane,blistering,ripping,kinetic,supercharged,unleashed,unhinged,uncontrollable,"
     "cataclysmic,apocalyptic,colossal,mighty,exhilarating,sweaty,rapid,speedy,urgent,"
     "headlong,rampaging,stampeding,tumultuous,anthemic,fortissimo,flat out", 0.0, 0.28,
     0.1),
    ("bouncy,bouncing,party,punchy,brisk,swift,perky,snappy,restless,eager", 0.1, 0.15, 0.05),
    ("bright,sparkling,shiny,crisp,airy", 0.1, 0.0, 0.2),
    ("dusty,muffled,deep,heavy,thick", -0.1, 0.0, -0.15),
]  # fmt: skip
"""Words, then what each adds to how glad (-1..1), how energetic and how bright the song is."""

TEMPI: list[tuple[str, float, float]] = [
    ("very slow,larghissimo,grave,largo", 40, 58),
    ("adagio,lento,slow,slowly,downtempo", 58, 76),
    ("andante,walking pace,laid back,relaxed tempo", 76, 96),
    ("moderato,midtempo,mid tempo,medium tempo", 96, 112),
    ("allegro,uptempo,up tempo,fast,quick", 126, 152),
    ("very fast,presto,vivace,breakneck", 160, 190),
]
"""Words for a tempo, and the range they mean in beats per minute (after the metronome's marks)."""

IDIOMS = {
    "pedal to the metal": "full speed",
    "rock bottom": "desolate",
    "rock me to sleep": "lullaby",
    "heart and soul": "heart",
    "soul searching": "introspective",
    "soul mate": "love",
    "pop the question": "love",
}
"""What has a genre's name in it and means none of its music, and what it means instead."""

INSTRUMENTS: dict[str, tuple[str, str]] = {
    "grand piano": ("chords", "piano"),
    "piano": ("chords", "piano"),
    "felt piano": ("chords", "felt piano"),
    "electric piano": ("chords", "electric piano"),
    "rhodes": ("chords", "electric piano"),
    "wurlitzer": ("chords", "electric piano"),
    "keys": ("chords", "electric piano"),
    "organ": ("chords", "organ"),
    "hammond": ("chords", "organ"),
    "acoustic guitar": ("chords", "steel guitar"),
    "acoustic guitars": ("chords", "steel guitar"),
    "nylon guitar": ("chords", "nylon guitar"),
    "classical guitar": ("chords", "nylon guitar"),
    "spanish guitar": ("chords", "nylon guitar"),
    "clean guitar": ("chords", "clean guitar"),
    "distorted guitar": ("chords", "drive guitar"),
    "distorted guitars": ("chords", "drive guitar"),
    "electric guitar": ("lead", "drive guitar"),
    "electric guitars": ("chords", "drive guitar"),
    "guitar": ("chords", "steel guitar"),
    "guitars": ("chords", "steel guitar"),
    "ukulele": ("chords", "ukulele"),
    "accordion": ("chords", "accordion"),
    "clavinet": ("riff", "clavinet"),
    "pedal steel": ("pad", "pedal steel"),
    "slide guitar": ("lead", "pedal steel"),
    "banjo": ("riff", "banjo"),
    "mandolin": ("riff", "banjo"),
    "harp": ("riff", "harp"),
    "music box": ("riff", "music box"),
    "glockenspiel": ("riff", "music box"),
    "celesta": ("riff", "music box"),
    "bells": ("riff", "bells"),
    "marimba": ("riff", "marimba"),
    "xylophone": ("riff", "marimba"),
    "kalimba": ("riff", "marimba"),
    "vibraphone": ("riff", "vibraphone"),
    "arpeggio": ("riff", "synth pluck"),
    "arpeggios": ("riff", "synth pluck"),
    "pulsing synths": ("riff", "synth pluck"),
    "synth": ("lead", "saw lead"),
    "synths": ("pad", "warm pad"),
    "synthesizer": ("lead", "saw lead"),
    "synth lead": ("lead", "saw lead"),
    "supersaw": ("chords", "supersaw"),
    "pad": ("pad", "warm pad"),
    "pads": ("pad", "warm pad"),
    "strings": ("pad", "strings"),
    "string section": ("pad", "strings"),
    "orchestra": ("pad", "strings"),
    "choir": ("pad", "choir pad"),
    "violin": ("lead", "violin"),
    "fiddle": ("lead", "violin"),
    "cello": ("lead", "cello"),
    "flute": ("lead", "flute"),
    "clarinet": ("lead", "clarinet"),
    "sax": ("lead", "saxophone"),
    "saxophone": ("lead", "saxophone"),
    "trumpet": ("lead", "trumpet"),
    "trombone": ("lead", "brass"),
    "horn": ("lead", "brass"),
    "horns": ("counter", "brass"),
    "brass": ("counter", "brass"),
    "harmonica": ("lead", "harmonica"),
    "whistle": ("lead", "whistle"),
    "whistling": ("lead", "whistle"),
    "upright bass": ("bass", "upright bass"),
    "double bass": ("bass", "upright bass"),
    "contrabass": ("bass", "upright bass"),
    "synth bass": ("bass", "saw bass"),
    "sub bass": ("bass", "sub bass"),
    "808s": ("bass", "808 bass"),
    "808 bass": ("bass", "808 bass"),
    "slap bass": ("bass", "slap bass"),
}
"""What an instrument's name in the prompt means: the role it takes, and who plays it."""

PITCH_CLASSES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
