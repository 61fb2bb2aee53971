// The table comes as escaped HTML; a title pressed says which event it is.
export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".zp-presented");
  if (place.dataset.html !== data.html) { place.innerHTML = data.html; place.dataset.html = data.html; }
  place.style.maxHeight = `${data.height}px`;
  place.onclick = (event) => { const button = event.target.closest("button[data-event]"); if (button) setTriggerValue("picked", button.dataset.event); };
}
