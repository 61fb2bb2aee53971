// Steps through the document: a section at a time, its map, its time line, its cards. All data stand in the file; nothing is fetched.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("zp-data").textContent);
  const one = (selector, within = document) => within.querySelector(selector), all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, attributes = {}, ...inside) => { const made = document.createElement(tag); Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value)); made.append(...inside); return made; };
  const drawn = (tag, attributes = {}, ...inside) => { const made = document.createElementNS("http://www.w3.org/2000/svg", tag); Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value)); made.append(...inside); return made; };
  const sections = all("main > section"), calm = matchMedia("(prefers-reduced-motion: reduce)").matches, DAY = 86400000, MOST_TITLED = 40;
  const maps = []; // at most two, made when a step first needs them, and moved from step to step
  let now = 0, selected = "", days = null, came = null; // the step, the event whose card is open, the days looked at, what opened the card

  const stepOf = (section) => (section.dataset.step === undefined ? -1 : Number(section.dataset.step));
  const here = () => stepOf(sections[now]), scene = () => data.scenes[here()] || null;

  // ---- the layers, where the days looked at leave some of their events out
  const inside = (event) => !days || !data.events[event] || (data.events[event].first <= days[1] && data.events[event].last >= days[0]);
  function within(layer) {
    const features = layer.features.flatMap((f) => {
      const p = f.properties;
      if (!p.events) return inside(p.event) ? [f] : [];
      const events = p.events.filter((each) => inside(each.event));
      return events.length ? [{ ...f, properties: { ...p, events, count: events.length, contested: events.some((each) => each.status !== "uncontested") } }] : [];
    });
    return { ...layer, features };
  }
  const load = async (address) => {
    const name = address.split("?")[0];
    if (!data.layers[name]) throw new Error(`${name} is not in this file`);
    return address.includes("?") ? within(data.layers[name]) : data.layers[name];
  };

  // ---- maps
  function newMap() {
    const box = make("div", { class: "zp-map", role: "region", "aria-label": "Map; arrow keys move it, plus and minus zoom" });
    const zero = newZeroPoint({ load, hear: (picked) => picked.event && openCard(picked.event) });
    const made = { box, zero, map: null, layer: null };
    made.start = () => { // only where the box has a size
      if (made.map) return made.map.invalidateSize({ pan: false });
      made.map = L.map(box, { center: [27.7, 62.6], zoom: 6 });
      L.control.scale().addTo(made.map);
      zero.base(made.map, { root: "", document: true, legend: "", disclaimer: data.disclaimer, attribution: data.attribution });
      new ResizeObserver(() => box.clientWidth && made.map.invalidateSize({ pan: false })).observe(box);
      if (maps.indexOf(made) === 1) { follow(maps[0].map, made.map); follow(made.map, maps[0].map); }
    };
    return made;
  }
  let moving = false; // two maps side by side go together; each is told by the other, and does not tell it back
  function follow(one, other) {
    one.on("move", () => { if (moving || !scene() || !scene().second) return; moving = true; other.setView(one.getCenter(), one.getZoom(), { animate: false }); moving = false; });
  }
  function drawMaps() {
    const wanted = scene();
    if (!wanted) return;
    const scenes = wanted.second ? [wanted, { ...wanted, ...wanted.second }] : [wanted];
    scenes.forEach((each, number) => {
      const on = maps[number], span = days ? `?${days.join("/")}` : "";
      const layer = on.zero.scene({ ...each, events: each.events + span, selected, polygon: each.polygon || [], place: [0, 0, 0, 0] });
      if (on.layer) on.map.removeLayer(on.layer);
      on.layer = layer.addTo(on.map);
    });
  }
  function place(animated) {
    const wanted = scene();
    if (!wanted) return;
    const map = maps[0].map, how = { animate: animated && !calm, duration: 0.9 };
    if (wanted.start) { const [lon, lat, zoom] = wanted.start; map.flyTo([lat, lon], zoom, how); }
    else if (wanted.box || wanted.around) { const [w, s, e, n] = wanted.box || wanted.around; map.flyToBounds([[s, w], [n, e]], { ...how, maxZoom: 9, padding: [24, 24] }); }
    else map.flyTo([27.7, 62.6], 6, how);
  }
  function showMaps(section) {
    const stage = one(".zp-maps", section);
    if (!stage) return;
    const fresh = !maps.length;
    while (maps.length < Number(stage.dataset.maps)) maps.push(newMap());
    maps.slice(0, Number(stage.dataset.maps)).forEach((each) => { stage.append(each.box); each.start(); });
    const key = one(".zp-key", section); // beside the map, not over it
    if (!one(".zp-legend", key)) { key.insertAdjacentHTML("beforeend", data.legend); key.open = innerWidth >= 1000; } // of our own making, escaped where it is made
    drawMaps(); place(!fresh && !scene().second);
  }

  // ---- the card
  function openCard(event) {
    const panel = one(".zp-panel", sections[now]), template = document.getElementById(`card-${event}`), brief = data.events[event];
    if (!panel || !(template || brief)) return;
    if (panel.hidden) came = document.activeElement;
    selected = event;
    const close = make("button", { type: "button", class: "zp-close", "aria-label": "Close the card" }, "✕"); close.onclick = closeCard;
    panel.replaceChildren(close, template ? template.content.cloneNode(true) : briefCard(brief));
    const outside = new Set(data.outside[here()]), dimmed = all("[data-claim]", panel).filter((claim) => outside.has(claim.dataset.claim));
    dimmed.forEach((claim) => { claim.classList.add("zp-dim"); claim.title = "outside of this step's filters"; });
    if (dimmed.length) close.after(make("p", { class: "zp-note" }, `${dimmed.length} claims are dimmed: they are outside of this step's filters.`));
    panel.hidden = false;
    const head = one("h3", panel); head.tabIndex = -1; head.focus({ preventScroll: innerWidth > 900 });
    markPicked(); drawMaps();
  }
  function briefCard(brief) {
    return make("article", { class: "zp-card" }, make("h3", { dir: "auto" }, brief.title), make("p", {}, `${brief.kind} · ${brief.when}`), make("p", { dir: "auto" }, brief.where), make("p", { class: "zp-note" }, "This file lists other events of the step; the claims on this one stand behind the step's link."));
  }
  function closeCard() {
    const panel = one(".zp-panel", sections[now]);
    if (!panel || panel.hidden) return;
    panel.hidden = true; panel.replaceChildren(); selected = "";
    markPicked(); drawMaps();
    if (came && came.isConnected) came.focus({ preventScroll: true });
  }
  const markPicked = () => all("tr[data-event], .zp-event", sections[now]).forEach((each) => each.classList.toggle("zp-picked", each.dataset.event === selected));

  // ---- the time line: a lane a kind (or a single one under a map), and the days that are looked at
  const dayOf = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY), textOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const said = (text) => new Date(`${text}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  function drawTime(section) {
    const box = one(".zp-time", section), ids = data.lines[stepOf(section)];
    if (!box || !ids.length) return;
    const events = ids.map((id) => ({ id, ...data.events[id] })), first = Math.min(...events.map((e) => dayOf(e.first))), last = Math.max(...events.map((e) => dayOf(e.last)));
    const kinds = section.dataset.kind === "timeline" ? [...new Set(events.map((e) => e.kind))] : [""], width = Math.max(280, box.clientWidth), titled = kinds[0] && width >= 560 && events.length <= MOST_TITLED;
    let bottom = 0;
    const lanes = kinds.map((kind) => { // with titles each event has a line of its own
      const top = bottom, inside = events.filter((e) => !kind || e.kind === kind); bottom += titled ? 22 + inside.length * 26 : kind ? 46 : 34;
      return { kind, top, bottom, inside: inside.map((e, row) => ({ e, y: titled ? top + 32 + row * 26 : bottom - 17 })) };
    });
    const x = (day) => 14 + (width - 28) * (last === first ? 0.5 : (day - first) / (last - first));
    const svg = drawn("svg", { viewBox: `0 0 ${width} ${bottom + 18}`, height: bottom + 18, role: "group", "aria-label": `Time line: ${events.length} events from ${said(textOf(first))} to ${said(textOf(last))}` });
    lanes.forEach((lane) => { svg.append(drawn("line", { class: "zp-lane", x1: 0, x2: width, y1: lane.bottom - 4, y2: lane.bottom - 4 })); if (lane.kind) svg.append(drawn("text", { x: 2, y: lane.top + 12 }, lane.kind)); });
    ticks(first, last, width).forEach(([day, text]) => svg.append(drawn("line", { class: "zp-lane", x1: x(day), x2: x(day), y1: 0, y2: bottom }), drawn("text", { x: x(day), y: bottom + 13, "text-anchor": x(day) > width - 50 ? "end" : x(day) < 50 ? "start" : "middle" }, text)));
    lanes.forEach((lane) => lane.inside.forEach(({ e, y }) => { const made = mark(e, x, y); if (titled) made.append(titleOf(e, x, y, width)); svg.append(made); }));
    box.replaceChildren(svg, ...(last > first ? [range(section, first, last)] : []));
    fade(section);
  }
  function mark(e, x, y) {
    const from = x(dayOf(e.first)), to = x(dayOf(e.last)), made = drawn("g", { class: "zp-event", "data-event": e.id, tabindex: 0, role: "button", "aria-label": `${e.title}. ${e.when}. ${e.where}` });
    if (to - from > 3) made.append(drawn("rect", { x: from, y: y - 3, width: to - from, height: 6, fill: e.colour, "fill-opacity": 0.45 }));
    made.append(drawn("title", {}, `${e.when}: ${e.title}`), drawn("circle", { class: "zp-halo", cx: from, cy: y, r: 12 }));
    if (e.status !== "uncontested") made.append(drawn("circle", { cx: from, cy: y, r: 10, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "3 2" }));
    made.append(drawn("path", { d: e.path, fill: e.colour, stroke: "#111", "stroke-width": 1.2, transform: `translate(${from - 7} ${y - 7}) scale(.7)` }));
    made.onclick = () => openCard(e.id); made.onkeydown = (pressed) => { if (pressed.key === "Enter" || pressed.key === " ") { pressed.preventDefault(); openCard(e.id); } };
    return made;
  }
  const ink = document.createElement("canvas").getContext("2d");
  function titleOf(e, x, y, width) { // after its mark, before it where there is more room, or over a bar that leaves none; cut with a mark
    ink.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const wide = (text) => ink.measureText(text).width, from = x(dayOf(e.first)), to = Math.max(from, x(dayOf(e.last))), left = from - 18, right = width - to - 20;
    const short = wide(e.title) > right, over = short && Math.max(left, right) < 150, before = short && !over && left > right, room = over ? width - from - 20 : before ? left : right;
    const letters = [...e.title];
    while (letters.length && wide(letters.join("")) > room) letters.splice(-2, 2, "…");
    return drawn("text", { x: before ? from - 16 : (over ? from : to) + 16, y: y + 4, "text-anchor": before ? "end" : "start" }, letters.join(""));
  }
  function ticks(first, last, width) { // years where they fit, else months, else the two ends
    const from = new Date(first * DAY), to = new Date(last * DAY), most = Math.floor(width / 90), years = to.getUTCFullYear() - from.getUTCFullYear();
    const months = years * 12 + to.getUTCMonth() - from.getUTCMonth(), step = years >= 2 ? 12 * Math.ceil(years / most) : Math.ceil(Math.max(months, 1) / most), made = [];
    for (let month = years >= 2 ? 0 : from.getUTCMonth(); ; month += step) {
      const at = Date.UTC(from.getUTCFullYear(), month, 1) / DAY;
      if (at > last) break;
      if (at >= first) made.push([at, years >= 2 ? textOf(at).slice(0, 4) : new Date(at * DAY).toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" })]);
    }
    return made.length > 1 ? made : last > first ? [[first, said(textOf(first))], [last, said(textOf(last))]] : [[first, said(textOf(first))]];
  }
  function range(section, first, last) {
    const legend = make("legend", { "aria-live": "polite" }), from = make("input", { type: "range", min: first, max: last, value: first }), to = make("input", { type: "range", min: first, max: last, value: last });
    const tell = () => {
      const ids = data.lines[stepOf(section)]; from.setAttribute("aria-valuetext", said(textOf(+from.value))); to.setAttribute("aria-valuetext", said(textOf(+to.value)));
      legend.textContent = days ? `${said(days[0])} to ${said(days[1])}: ${ids.filter(inside).length} of ${ids.length} events` : `All ${ids.length} events; move a slider to look at some of the days`;
    };
    const look = (mover, other, earlier) => { if (earlier ? +mover.value > +other.value : +mover.value < +other.value) other.value = mover.value; days = +from.value === first && +to.value === last ? null : [textOf(+from.value), textOf(+to.value)]; tell(); fade(section); };
    from.oninput = () => look(from, to, true); to.oninput = () => look(to, from, false);
    from.onchange = to.onchange = drawMaps; tell();
    return make("fieldset", {}, legend, make("label", {}, "From", from), make("label", {}, "To", to));
  }
  const fade = (section) => { all(".zp-event", section).forEach((each) => each.classList.toggle("zp-away", !inside(each.dataset.event))); all("tr[data-event]", section).forEach((row) => { row.hidden = !inside(row.dataset.event); }); };

  // ---- steps: the address's #step-3 is where we are, so that Back works and a place can be linked to
  const nav = one(".zp-steps"), choice = one("#zp-where");
  function show(number, focus) {
    const left = one(".zp-panel", sections[now]); if (left) { left.hidden = true; left.replaceChildren(); }
    now = Math.min(Math.max(number, 0), sections.length - 1); days = null; selected = scene() ? scene().picked : "";
    sections.forEach((section, at) => section.classList.toggle("zp-current", at === now));
    one("#zp-back").disabled = now === 0; one("#zp-next").disabled = now === sections.length - 1;
    choice.value = String(now); one("#zp-progress").value = now; one("#zp-where-said").textContent = `${now + 1} of ${sections.length}`;
    if (focus) { scrollTo(0, 0); one("[tabindex]", sections[now]).focus({ preventScroll: true }); }
    showMaps(sections[now]); drawTime(sections[now]);
    markPicked();
  }
  const fromAddress = () => {
    const found = /^#step-(\d+)$/.exec(location.hash), target = found ? null : location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target) { show(sections.indexOf(target.closest("section")), false); target.scrollIntoView(); } else show(found ? +found[1] : 0, true);
  };
  const go = (number) => { if (number >= 0 && number < sections.length && number !== now) location.hash = `step-${number}`; };
  const STEP = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }, ENDS = { Home: 0, End: sections.length - 1 };
  function pressed(e) {
    if (e.key === "Escape") return closeCard();
    if (!(e.key in STEP || e.key in ENDS) || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.target.closest("input, select, textarea")) return;
    if (e.key in ENDS) { if (!e.target.closest(".zp-map, .zp-scroll-x, .zp-notes, .zp-panel")) { e.preventDefault(); go(ENDS[e.key]); } return; } // within a list they scroll it
    if (e.key.startsWith("Arrow") && e.target.closest(".zp-map, .zp-scroll-x")) return; // there the arrows move the map
    e.preventDefault(); go(now + STEP[e.key]);
  }
  function start() {
    document.documentElement.classList.add("zp-stepping"); nav.hidden = false;
    sections.forEach((section, number) => choice.append(make("option", { value: number }, one("h1, h2", section).textContent)));
    choice.onchange = () => go(+choice.value); one("#zp-back").onclick = () => go(now - 1); one("#zp-next").onclick = () => go(now + 1);
    one("#zp-print").onclick = () => print(); one("#zp-present").onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    document.addEventListener("click", (e) => { const button = e.target.closest("button.zp-open"); if (button) openCard(button.dataset.event); });
    document.addEventListener("keydown", pressed); addEventListener("hashchange", fromAddress);
    let closed = []; // what is folded on screen is open on paper
    addEventListener("beforeprint", () => { closed = all("main details:not([open])"); closed.forEach((each) => { each.open = true; }); });
    addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
    let settled; addEventListener("resize", () => { clearTimeout(settled); settled = setTimeout(() => drawTime(sections[now]), 200); });
    fromAddress();
  }
  start();
})();
