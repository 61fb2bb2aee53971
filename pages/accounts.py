"""Accounts: the border as told by one, or by two side by side; where they contradict each other, and what each leaves out."""

import streamlit as st

from geo.out import differences
from pages import caches, current
from pages.account_choice import draw_account_choice, draw_account_notes
from pages.event_card import draw_event_card, draw_event_choice, draw_nothing_shown
from pages.event_map import draw_event_map
from pages.two_accounts import HEIGHT, draw_account_table, draw_two_accounts

view, _ = current.view()
shown = caches.shown(view.comparison())
draw_account_choice(view)
draw_account_notes(view)
draw_nothing_shown(shown)
if view.against:
    draw_two_accounts(view)
elif view.lens:
    left, right = st.container(key="two_maps").columns(2, gap="small")
    with left:
        draw_event_map(view, 2 * HEIGHT, "map_first")
    with right:
        draw_account_table(differences.account_table(shown), "account", 84, 2 * HEIGHT)
draw_event_choice(shown)
if view.event:
    draw_event_card(shown, view.event, by_map=HEIGHT if view.lens else 0)
