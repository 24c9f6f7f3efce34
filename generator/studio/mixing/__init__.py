"""From a score to a master.

    play                    notes and strokes become stereo buses
    vocals                  sung lines become one
    mix <- effects, tape    levels, the hall; voice, drums, bass and music on a tape each
    master <- loudness      balance as `tones` has it, density, -14 LUFS, true peak

`spectra` has the filters that all of them use.
"""
