"""The words that two people compare when one is let in by hand; in no other language, since both must read the same."""

from __future__ import annotations

_ALL = """
acorn actor amber ankle apple apron arrow aspen atlas autumn badge bagel baker banjo barrel basil
basket beach beaver bench berry birch blanket bonnet bottle bridge broom bucket butter button cabin cactus
camel candle canoe canvas carpet carrot castle cedar cello cement chalk cherry chess chimney circus clover
cobalt coffee comet copper coral cotton cousin crab cradle crayon cricket crown crystal cup curtain daisy
dancer desert diamond dinner doctor dolphin domino donkey dragon drum eagle earring easel echo eleven elephant
ember engine fabric falcon farmer feather fence fern ferry fiddle finger flame flute folder forest fossil
fountain fox galaxy garden garlic gate ginger giraffe glacier globe glove goat gold goose granite grape
guitar hammer harbour harp hazel helmet herring hill honey horizon hotel iceberg igloo iron island ivory
ivy jacket jasmine jelly jigsaw jungle juniper kettle kingdom kitchen kite ladder lagoon lamp lantern lemon
leopard letter lily lion lizard lobster lotus magnet mango maple marble market meadow melon mirror mitten
monkey moon moss mountain mushroom napkin needle nickel noodle nut oak oasis ocean olive onion opera
orange orchid otter oven owl oyster paddle palace panda paper parrot peach peanut pebble pencil pepper
piano pigeon pillow pine pirate planet plum pocket poem pony potato puddle pumpkin puzzle quilt rabbit
radio raven ribbon river robin rocket rose ruby saddle sailor salmon sandal saturn scarf school shadow
shell silver sofa spider spoon squirrel stadium statue sugar summer sunset swan table tailor teapot temple
tiger tomato tower train trumpet tulip tunnel turtle umbrella valley vanilla velvet violin volcano waffle walnut
"""
WORDS = tuple(_ALL.split())
"""As many as a byte has values, so that each byte of a digest is one of them."""
