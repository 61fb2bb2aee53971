"""The button that copies the address of the view: the browser's own address, so that it is always what is on screen."""

import streamlit as st

_JS = """
export default function ({ parentElement }) {
  const button = parentElement.querySelector("button"), said = parentElement.querySelector("span");
  button.onclick = async () => {
    const address = window.location.href;
    try { await navigator.clipboard.writeText(address); }
    catch {
      const field = document.createElement("textarea"); field.value = address; field.style.position = "fixed"; field.style.opacity = "0";
      document.body.append(field); field.select(); document.execCommand("copy"); field.remove();
    }
    said.textContent = "copied"; setTimeout(() => { said.textContent = ""; }, 2500);
  };
}
"""
_HTML = '<button type="button" title="Copy the address of this view"><svg width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" aria-hidden="true"><path d="M9 15l6-6M11 6l2-2a5 5 0 0 1 7 7l-2 2M13 18l-2 2a5 5 0 0 1-7-7l2-2"/></svg> Copy link</button> <span role="status" aria-live="polite"></span>'
_CSS = """
button { display: inline-flex; gap: .35rem; align-items: center; white-space: nowrap; font: inherit; font-size: .9rem; padding: .3rem .7rem; border: 1px solid var(--st-border-color, #ccc); border-radius: .5rem;
  background: var(--st-background-color); color: var(--st-text-color); cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
span { font-size: .8rem; color: var(--st-text-color); }
"""
copy_link = st.components.v2.component("zero_point_copy_link", html=_HTML, css=_CSS, js=_JS)
