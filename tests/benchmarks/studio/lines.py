"""Held-out lines for measuring how clearly the studio sings.

Written for this and for nothing else: nobody tunes on them. Five sets of 24 lines of five to nine
words, every one of which is in the dictionary of pocketsphinx's American English model, so that a
recogniser is asked which line of its set it hears.
"""

SETS: tuple[tuple[str, ...], ...] = tuple(
    tuple(block.strip().splitlines())
    for block in (
        """
the ferry left before the fog came in
my brother keeps his letters in a drawer
you never liked the color of that door
we planted apple trees along the fence
a stranger bought the house across the road
put your coat on and follow me outside
the piano has been silent since the spring
there is sugar on the bottom of my cup
I counted every lamp along the bridge
her laughter filled the kitchen like the sun
nobody told the gardener about the frost
we slept beneath a blanket full of holes
the baker whistles when the bread is done
can you hear the engine in the valley
give the captain back his silver ring
every pocket holds a broken key
I found a feather underneath the stairs
the children paint their faces green and gold
bring me water from the oldest well
somewhere a dog is barking at the train
the market closes early in december
your shadow was the tallest on the wall
they carried all the tables to the yard
listen to the thunder in the hills
""",
        """
the lighthouse keeper never learned to swim
I wrote your number on a paper bag
yellow taxis crowd the avenue
the doctor said to rest until the weekend
we traded all our marbles for a kite
my mother saved the ribbon from the cake
cold coffee and a window full of rain
the river took the wooden steps away
you kissed me by the fountain in the square
old sailors tell the truth when they are tired
that engine needs a little bit of oil
the teacher wrote a poem on the board
seven swallows sitting on a wire
don't wake the baby with your heavy boots
a candle is enough for you and me
the carpenter has sawdust in his hair
I dreamed about a city made of glass
take the second left beyond the church
she sold her bicycle to buy a drum
winter left a letter in the mail
your jacket smells of smoke and oranges
we danced until the neighbors called the police
the moon is just a coin above the barn
hang the lantern higher on the pole
""",
        """
the elevator stopped at number nine
I polish all the apples on my sleeve
there was music in the hospital that night
her grandfather could whistle like a bird
the mountain keeps a secret from the lake
pour another glass and tell me more
my suitcase has a sticker from the sea
we built a castle out of kitchen chairs
the postman always smiles at seven thirty
every summer had a different song
leave the window open just a little
he painted boats on every empty wall
a thousand people shouted out your name
the blacksmith burned his finger on the iron
I borrowed forty dollars from my sister
purple flowers growing in the ditch
you laughed so hard you dropped the telephone
the radio is playing in the garage
carry me across the muddy field
our neighbors have a parrot that can sing
silver fishes jumping in the dark
the jury took the evening to decide
close your eyes and count to twenty one
maybe we should buy a bigger boat
""",
        """
the window of the bakery is warm
my pencil broke before the final page
they moved the statue to the other park
I promise I will water all your plants
a wedding party passes in the street
the farmer has a crooked yellow hat
we shared an umbrella and a bag of chips
your voice is in the wires above the town
please forgive the mess inside my room
the hunter lost his compass in the snow
grandmother hums while she folds the sheets
both of us were hiding from the wind
the circus packed its wagons and was gone
I carved our names in the picnic table
a lazy cat is sleeping on the drum
the pilot waved his hat above the field
tomorrow I will learn to bake a pie
you left your glasses on the piano bench
a spider built her palace in the shed
we watched the planes come over one by one
the soldier wrote a postcard to his wife
orange light is spilling from the oven
there's a hole in the middle of the song
turn the handle slowly to the right
""",
        """
the orchestra is waiting for a sign
I keep a pebble from the beach
our teacher rode a motorcycle home
the elephant remembers every road
somebody left a rose on the counter
we were only visitors in the valley
the kettle and the clock are out of tune
your father built this table out of oak
green bottles floating down the harbor
I missed the bus and walked along the canal
the barber tells a joke to every child
sunday morning paper on the floor
she wore a purple scarf around her neck
the tractor got stuck in the creek again
feathers from the pillow everywhere
they named the puppy after a famous king
I owe you a dinner and a song
the rooster thinks that he invented dawn
lonely bridges underneath the stars
a sailor taught me how to tie a knot
the library was quiet as a church
we painted over everything but love
you can borrow my umbrella if it rains
tell the driver we are almost there
""",
    )
)
