"""What people might ask for, kept from whoever tunes the studio, so that figures mean something.

Nobody may adjust genres, words or moods to these; new ones are written when these have been seen.
"""

from dataclasses import dataclass

CITY = """[Verse 1]
Neon rain on the windows tonight
I count the trains by their passing light
Nobody knows that I wait up here
Holding a song that you used to hear
[Chorus]
Stay till the morning, stay till the sun
We were the only, only ones
Stay till the morning, don't let it end
Tell me you'd do it all again
[Verse 2]
Coffee gone cold on the kitchen chair
Your winter coat is still hanging there
I learn the silence, I learn it well
Every small hour has a story to tell
[Chorus]
Stay till the morning, stay till the sun
We were the only, only ones
Stay till the morning, don't let it end
Tell me you'd do it all again
"""

HARVEST = """[Verse]
My father planted an apple tree
Down by the water for you and me
Seven long summers it gave no fruit
Then it broke open from branch to root
[Chorus]
Oh, let it grow, let it grow
Some things come easy and some come slow
[Verse]
Now I am older and so is the land
I hold an apple in my own hand
[Chorus]
Oh, let it grow, let it grow
Some things come easy and some come slow
"""

ENGINES = """[Verse]
Hands on the wheel and the radio loud
Running from nothing, outrunning the crowd
[Pre-Chorus]
And I feel it coming, I feel it now
[Chorus]
Burn it all, burn it bright
We are made out of electric light
Burn it all, hold on tight
Nobody sleeps in the city tonight
[Bridge]
Slow down, slow down
Hear the engines underground
[Chorus]
Burn it all, burn it bright
We are made out of electric light
"""

LYRICS = (CITY, HARVEST, ENGINES)


@dataclass(frozen=True)
class Asked:
    """A prompt, the genre anybody would file it under, and words for it."""

    prompt: str
    genre: str
    lyrics: str = CITY


SONGS = (
    Asked("Bright radio pop about staying up too late, big singalong chorus", "pop", CITY),
    Asked("Slow heartfelt ballad at the piano, strings come in later", "ballad", CITY),
    Asked("Peak-time house for a dark club, four on the floor", "house", ENGINES),
    Asked("Fast drum and bass with a huge sub and chopped breaks", "drum and bass", ENGINES),
    Asked("Synthwave night drive, analog synths, gated snare", "synthwave", ENGINES),
    Asked("Straight-ahead guitar rock, live drums, no nonsense", "rock", ENGINES),
    Asked("Sloppy two-minute punk rock, shouted gang vocals", "punk", ENGINES),
    Asked("Crushing heavy metal with double kick and palm mutes", "metal", ENGINES),
    Asked("Head-nodding boom bap hip hop with a jazzy loop", "hip hop", CITY),
    Asked("Icy trap, rattling hats, long 808 slides", "trap", CITY),
    Asked("Lo-fi beat for a rainy window, warm keys and vinyl", "lofi", CITY),
    Asked("Late set jazz quartet, brushes and a walking bass", "jazz", HARVEST),
    Asked("Gentle bossa nova on a terrace by the sea", "bossa nova", HARVEST),
    Asked("Twelve bar blues, smoky bar, harmonica", "blues", CITY),
    Asked("Fireside folk with fingerpicked guitar and fiddle", "folk", HARVEST),
    Asked("Country two-step with banjo and pedal steel feel", "country", HARVEST),
    Asked("Weightless ambient, endless pads, very slow", "ambient", HARVEST),
    Asked("Epic orchestral film cue, drums of war and brass", "cinematic", ENGINES),
    Asked("Warm soul with organ and horns, Sunday morning", "soul", HARVEST),
    Asked("Tight funk workout, slapped bass, clavinet scratches", "funk", ENGINES),
    Asked("Glittering disco with octave bass and string runs", "disco", ENGINES),
    Asked("Roots reggae, lazy one drop, offbeat guitar", "reggae", HARVEST),
    Asked("Reggaeton for the beach party, dembow all the way", "reggaeton", ENGINES),
    Asked("Fiery salsa with piano montuno and horn section", "salsa", ENGINES),
)

DRUMMED = (
    ("Rock song in E minor, 92 bpm, heavy backbeat", 92.0),
    ("Disco, 118 BPM, strings and handclaps", 118.0),
    ("Techno at 136 bpm, hypnotic", 136.0),
    ("Hip hop, tempo 81, dusty drums", 81.0),
    ("Funk in D, 103 bpm", 103.0),
    ("Country shuffle, 124 bpm", 124.0),
    ("Reggae, 76 bpm, deep bass", 76.0),
    ("Metal, 154 bpm", 154.0),
    ("Pop, 111 bpm, handclaps and bright keys", 111.0),
    ("Drum & bass, 174 bpm", 174.0),
    ("Soul groove, 87 bpm", 87.0),
    ("Reggaeton, 94 bpm", 94.0),
    ("Synth pop, 128 bpm", 128.0),
    ("Punk, 182 bpm", 182.0),
    ("Trap, 142 bpm", 142.0),
    ("Blues rock with drums, 98 bpm", 98.0),
    ("Salsa, 97 bpm", 97.0),
    ("Swinging big band jazz, 144 bpm", 144.0),
    ("Lo-fi hip hop, 74 bpm", 74.0),
    ("Synthwave, 105 bpm", 105.0),
)
"""Prompts with drums and the tempo they name."""

CALM_AND_ENERGETIC = (
    (
        "Mellow pop for late evenings, barely a whisper",
        "Euphoric stadium pop, pounding, breathless",
    ),
    ("Drowsy fingerpicked folk by dying embers", "Wild folk at a barn dance, loud and stomping"),
    ("Dreamy, drifting rock, half asleep", "Explosive rock anthem at full throttle"),
    ("Peaceful electronic music for stargazing", "Pumping electronic festival banger, intense"),
    ("Hushed orchestral music, snow falling at night", "Furious orchestral battle, no mercy"),
    ("Relaxed after-hours jazz, mellow", "Hot, frenetic jazz, racing"),
    ("Gentle soul for a rainy Sunday", "High-energy soul stomper, ecstatic"),
    ("Wistful, gentle country by the river", "Rollicking country, rowdy, pedal to the metal"),
    ("Slow, sleepy reggae in a hammock", "Upbeat, bouncing reggae for a street party"),
    ("Quiet blues, tired and tender", "Roaring, hard-driving blues, unstoppable"),
)
