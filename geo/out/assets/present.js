// Keys and clickers press the buttons of the step that is presented, wherever the focus is, inside the map too.
const BUTTONS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back", Home: "first", End: "last", Escape: "leave" };
const TAKES_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=combobox], [role=grid], [role=textbox]";
const TAKES_SPACE = "button, a, summary, [role=button], [role=radio], [role=checkbox]";
// Pressed faster than steps are drawn: each button names its own next step, so what is pressed meanwhile waits until that is there
const WAIT = 4000, LOST = 1000; // milliseconds: then a step that has not come is no longer waited for; or is asked for again, once
// where the page has come to rest without it: what a map said in the meantime, with the address of before, may have undone it
const atRest = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning";
const waiting = [], step = () => document.querySelector(".zp-step")?.dataset.step;
let left = null, since = 0, asked = null;
const click = (name, again = false) => {
  const button = document.querySelector(`.st-key-present_${name} button`);
  if (!button || button.disabled) { waiting.length = 0; return; }
  left = step(); since = Date.now(); asked = again ? null : name; button.click();
};
const goOn = () => {
  if (left === null) return;
  const passed = Date.now() - since;
  if (step() !== left || passed > WAIT) { left = null; if (waiting.length) click(waiting.shift()); }
  else if (asked && passed > LOST && atRest()) click(asked, true);
};
export default function ({ parentElement }) {
  const press = (event) => {
    const name = BUTTONS[event.key], target = event.target;
    if (!name || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (target.closest && (target.closest(TAKES_KEYS) || (event.key === " " && target.closest(TAKES_SPACE)))) return;
    event.preventDefault(); event.stopPropagation();
    goOn();
    if (left === null) click(name); else if (!event.repeat) waiting.push(name); // a key held down would run on and on
  };
  const heard = new Map();
  const listen = (where) => { if (where && !heard.has(where)) { where.addEventListener("keydown", press, true); heard.set(where, true); } };
  const look = () => { listen(document); document.querySelectorAll("iframe").forEach((frame) => { try { listen(frame.contentDocument); } catch { /* of another origin */ } }); };
  look();
  const looking = [setInterval(look, 700), setInterval(goOn, 100)]; // the map's frame comes and goes
  window.addEventListener("blur", look); // the focus may have gone into it
  const button = parentElement.querySelector("button");
  button.dataset.keys = "heard"; // from now on
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return () => { looking.forEach(clearInterval); window.removeEventListener("blur", look); heard.forEach((_, where) => where.removeEventListener("keydown", press, true)); };
}
