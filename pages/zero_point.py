"""The entry script: navigation, the shared side bar, the time line, the sentence of the view; then the page."""

import streamlit as st

from geo.out import lists, sentence
from geo.out.graded import say_broken, say_problems
from geo.out.sentence import say_count, say_view
from geo.settings import ASSETS
from pages import caches, current
from pages.add_to_briefing import draw_add_to_briefing
from pages.copy_link import copy_link
from pages.handing_over import draw_hand_over_view
from pages.presenting import presenting
from pages.sidebar import draw_sidebar
from pages.time_line import draw_time_line

# First, else the browser would fetch the page's icon from a server of its maker
st.set_page_config("Zero Point", page_icon=ASSETS / "icon.png", layout="wide")
PAGES = [
    st.Page("map.py", title="Map", icon=":material/map:", default=True),
    st.Page("timeline.py", title="Timeline", icon=":material/timeline:"),
    st.Page("intensity.py", title="Intensity", icon=":material/bar_chart:"),
    st.Page("crossings.py", title="Crossings", icon=":material/swap_horiz:"),
    st.Page("matrix.py", title="Matrix", icon=":material/grid_on:"),
    st.Page("accounts.py", title="Accounts", icon=":material/compare:"),
    st.Page("sources.py", title="Sources", icon=":material/newspaper:"),
    st.Page("places.py", title="Places", icon=":material/travel_explore:"),
    st.Page("briefing.py", title="Briefing", icon=":material/slideshow:"),
    st.Page("imports.py", title="Import", icon=":material/upload_file:", url_path="import"),
    st.Page("same_event.py", title="Same event?", icon=":material/join:"),
    st.Page("data.py", title="Data", icon=":material/table:"),
]
page = st.navigation(PAGES, position="hidden")
st.set_page_config(f"{page.title} · Zero Point")
st.html(ASSETS / "pages.css")
view, unmet = current.view()
# the page that lays two accounts side by side shows what either reports; everywhere else the first one is told
question = view.comparison() if page.title == "Accounts" else view.question()
shown = caches.shown(question)
embedded = st.context.is_embedded
alone = embedded or (page.title == "Briefing" and presenting())  # nothing but the page
if not alone:
    draw_sidebar(PAGES, view, shown)
# Fixed places, so that a warning or the playback above never moves the map to another place and thereby rebuilds it
notes, head, line, body = st.container(), st.container(), st.container(), st.container()
if unmet:
    notes.warning(lists.complaints(unmet), icon=":material/link_off:")
if not alone:
    if (grades := caches.atlas().grades).problems:
        notes.warning(say_problems(grades), icon=":material/grade:")
    if caches.atlas().problems:
        notes.warning(say_broken(caches.atlas().problems), icon=":material/database_off:")
    say = say_view(view, caches.atlas().choices, caches.atlas().lenses)
    words, buttons = head.columns([5, 4], vertical_alignment="center")
    words.html(sentence.as_html(say_count(len(shown.events), shown.total), say))
    with buttons.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="head_buttons"):
        copy_link(data={"query": current.query()} if current.playing() else None)
        draw_add_to_briefing(page.title, say)
        draw_hand_over_view(page.title, say)
if not alone or page.title != "Briefing":
    with line:
        draw_time_line(view, question)
with body:
    page.run()
