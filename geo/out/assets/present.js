// Keys and clickers press the buttons of the step that is presented, wherever the focus is, inside the map too.
const BUTTONS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back", Home: "first", End: "last", Escape: "leave" };
const TAKES_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=combobox], [role=grid], [role=textbox]";
const TAKES_SPACE = "button, a, summary, [role=button], [role=radio], [role=checkbox]";
export default function ({ parentElement }) {
  const press = (event) => {
    const name = BUTTONS[event.key], target = event.target;
    if (!name || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (target.closest && (target.closest(TAKES_KEYS) || (event.key === " " && target.closest(TAKES_SPACE)))) return;
    const button = document.querySelector(`.st-key-present_${name} button`);
    event.preventDefault(); event.stopPropagation();
    if (button && !button.disabled) button.click();
  };
  const heard = new Map();
  const listen = (where) => { if (where && !heard.has(where)) { where.addEventListener("keydown", press, true); heard.set(where, true); } };
  const look = () => { listen(document); document.querySelectorAll("iframe").forEach((frame) => { try { listen(frame.contentDocument); } catch { /* of another origin */ } }); };
  look();
  const looking = setInterval(look, 700); // the map's frame comes and goes
  window.addEventListener("blur", look); // the focus may have gone into it
  const button = parentElement.querySelector("button");
  button.dataset.keys = "heard"; // from now on
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return () => { clearInterval(looking); window.removeEventListener("blur", look); heard.forEach((_, where) => where.removeEventListener("keydown", press, true)); };
}
