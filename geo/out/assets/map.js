// Draws what the layers' addresses give. No data, no wording beyond labels, no HTML from text: text nodes only.
// A page of the dashboard has one map, `zeroPoint`; a document has several, each with its own way to load and to answer.
window.newZeroPoint = ({ load = (address) => fetch(address).then((answer) => { if (!answer.ok) throw new Error(`${answer.status} ${address}`); return answer.json(); }), hear = null } = {}) => {
  const FINE = [56, 22, 74, 35]; // west, south, east, north of the fine land layer
  const FROM_ZOOM = { 1: 4, 2: 5, 3: 6, 4: 8, 5: 10 }; // a town's rank by population → the zoom from which its name stands
  let map, root, group, inDocument, tileLayer, units = {}, request = 0, started = false, ordered;
  const fetched = new Map();
  const get = async (address) => {
    if (!fetched.has(address)) fetched.set(address, load(address));
    try { return await fetched.get(address); } catch (error) { fetched.delete(address); throw error; }
  };
  const element = (tag, className, text) => { const made = document.createElement(tag); if (className) made.className = className; if (text !== undefined) made.textContent = text; return made; };
  const disputed = (p) => p.status !== "uncontested";
  const disputeWords = (p) => (p.status === "denied" ? "✕ denied" : "≠ contested");
  // how an account differs from the one beside it: sign, colour, dash and label; only where two are compared
  const difference = (p, wanted) => (wanted.differences && wanted.differences[p.difference]) || null;
  const standsOut = (p, wanted) => (wanted.differences ? ["dispute", "figures_differ"].includes(p.difference) : disputed(p));
  const remark = (p, wanted) => { const d = difference(p, wanted); return d ? [`${d.sign} ${d.label}`] : disputed(p) ? [disputeWords(p)] : []; };
  const name = (properties, names) => (names === "local" && properties.name_local) || properties.name || "";
  const draw = (path, size) => { const ns = "http://www.w3.org/2000/svg", box = document.createElementNS(ns, "svg"), line = document.createElementNS(ns, "path"); Object.entries({ viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": true }).forEach((a) => box.setAttribute(...a)); Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": 2 }).forEach((a) => line.setAttribute(...a)); box.append(line); return box; };
  const find = (selector) => map && map.getContainer().querySelector(selector);
  const pane = (id, order, clicks) => { const made = map.createPane(id); made.style.zIndex = order; if (!clicks) made.style.pointerEvents = "none"; };

  // ---- the base: land, rivers, units, border, towns; drawn once
  async function base(theMap, settings) {
    map = theMap; root = settings.root; inDocument = !!settings.document;
    const background = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    document.documentElement.classList.toggle("zp-dark", isDark(background));
    [["land", 210], ["units", 250], ["lines", 260], ["areas", 420, true], ["arrows", 430, true], ["names", 440]].forEach((p) => pane(...p));
    map.setMinZoom(3).setMaxZoom(17); // the clusters ask for the latter; folium sets it only with tiles
    map.attributionControl.setPrefix(false).addAttribution(settings.attribution);
    if (!inDocument) startWhereTheAddressSays();
    furniture(settings);
    started = true;
    const dark = document.documentElement.classList.contains("zp-dark");
    const quiet = (pane, style) => ({ pane, interactive: false, style, renderer: L.svg({ pane }) });
    const landColour = dark ? "#263841" : "#f6f3ec";
    ["basemap/world_land", "basemap/land", "basemap/world_country_lines", "basemap/country_lines", "basemap/province_lines", "basemap/rivers", "boundaries/border", "boundaries/districts", "basemap/towns"].forEach((path) => get(`${root}layers/${path}.geojson`).catch(() => {})); // all at once; drawn in order below
    const layer = async (address, options) => L.geoJSON(await get(root + address), options).addTo(map);
    await layer("layers/basemap/world_land.geojson", quiet("land", { stroke: false, fillColor: landColour, fillOpacity: 1 }));
    await layer("layers/basemap/world_country_lines.geojson", quiet("land", { color: "#8d8d8d", weight: 0.8, dashArray: "6 4", fill: false }));
    // inside its box the fine land replaces the coarse one, whose coast is kilometres off
    L.rectangle([[FINE[1], FINE[0]], [FINE[3], FINE[2]]], { ...quiet("land", {}), stroke: false, fillColor: dark ? "#10202b" : "#dce7ef", fillOpacity: 1 }).addTo(map);
    await layer("layers/basemap/land.geojson", quiet("land", { stroke: false, fillColor: landColour, fillOpacity: 1 }));
    await layer("layers/basemap/country_lines.geojson", quiet("lines", { color: dark ? "#8a8a8a" : "#8d8d8d", weight: 1, dashArray: "6 4", fill: false }));
    await layer("layers/basemap/province_lines.geojson", quiet("lines", { color: dark ? "#6c6c6c" : "#b5b5b5", weight: 0.7, dashArray: "2 4", fill: false }));
    await layer("layers/basemap/rivers.geojson", quiet("lines", { color: dark ? "#3d6078" : "#a9c8dc", weight: 1, fill: false }));
    await layer("layers/boundaries/border.geojson", quiet("lines", { color: dark ? "#e6a5d0" : "#7a1f5c", weight: 2.5, dashArray: "10 4 2 4", fill: false }));
    await drawUnits(dark);
    await drawTowns();
  }
  const isDark = (colour) => { const rgb = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour); return !!rgb && rgb.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 330; };

  // the map reports its place as soon as it stands; it must not report another one than the View's
  function startWhereTheAddressSays() {
    const asked = new URLSearchParams(window.parent.location.search), [lon, lat, zoom] = ["lon", "lat", "zoom"].map((key) => parseFloat(asked.get(key)));
    if (Math.abs(lon) <= 180 && Math.abs(lat) <= 85) map.setView([lat, lon], zoom >= 1 && zoom <= 19 ? Math.trunc(zoom) : map.getZoom(), { animate: false });
  }
  async function drawUnits(dark) {
    const plain = { color: dark ? "#9a8fb0" : "#a79bb8", weight: 0.8, fillOpacity: 0, fillColor: "#0072b2" };
    const layer = L.geoJSON(await get(root + "layers/boundaries/districts.geojson"), { pane: "units", style: plain, interactive: false, renderer: L.svg({ pane: "units" }) }).addTo(map);
    layer.eachLayer((unit) => { units[unit.feature.properties.unit_id] = unit; unit.plain = plain; });
    labelUnits(); shadeUnits();
  }
  let labels = [], towns = [], names = "latin", shade = null;
  function label(latlng, properties, kind) {
    const text = name(properties, names), local = names === "local" && properties.name_local;
    const icon = L.divIcon({ className: `zp-name ${kind}`, iconSize: null, html: (() => { const span = element("span", "", text); if (local) { span.lang = properties.lang_local || ""; span.dir = "rtl"; } return span; })() });
    return L.marker(latlng, { icon, pane: "names", interactive: false, keyboard: false });
  }
  function labelUnits() {
    labels.forEach((each) => each.remove()); labels = [];
    const zoom = map.getZoom(), bounds = map.getBounds().pad(0.1), room = [];
    const free = (latlng, text) => { // no two names on top of each other
      const at = map.latLngToLayerPoint(latlng), half = text.length * 3.4 + 4;
      const taken = room.some((r) => Math.abs(r.x - at.x) < r.half + half && Math.abs(r.y - at.y) < 14);
      if (!taken) room.push({ x: at.x, y: at.y, half }); return !taken;
    };
    towns.filter((t) => zoom >= FROM_ZOOM[t.properties.rank] && bounds.contains(t.latlng)).forEach((t) => {
      if (!free(t.latlng, name(t.properties, names))) return;
      labels.push(L.circleMarker(t.latlng, { pane: "names", radius: 2, color: "#555", weight: 1, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(map));
      const marker = label(t.latlng, t.properties, "zp-town"); marker.options.icon.options.iconAnchor = [-5, 7]; labels.push(marker.addTo(map));
    });
    if (zoom >= 7) Object.values(units).forEach((unit) => {
      const centre = unit.getBounds().getCenter();
      if (bounds.contains(centre) && free(centre, name(unit.feature.properties, names))) labels.push(label(centre, unit.feature.properties, "zp-unit").addTo(map));
    });
  }
  function shadeUnits() {
    const most = Math.max(1, ...Object.values(shade || {}));
    Object.entries(units).forEach(([id, unit]) => unit.setStyle({ ...unit.plain, fillOpacity: shade && shade[id] ? 0.12 + 0.5 * shade[id] / most : 0 }));
  }
  async function drawTowns() {
    const found = await Promise.all(["towns", "cities_elsewhere"].map((layer) => get(`${root}layers/basemap/${layer}.geojson`)));
    towns = found.flatMap((each) => each.features).map((f) => ({ properties: f.properties, latlng: L.latLng(f.geometry.coordinates[1], f.geometry.coordinates[0]) }));
    towns.sort((a, b) => a.properties.rank - b.properties.rank || (b.properties.population || 0) - (a.properties.population || 0));
    labelUnits(); map.on("zoomend moveend", labelUnits);
  }

  // ---- furniture: north, full screen, legend, disclaimer
  function furniture(settings) {
    const control = (position, make) => { const made = L.control({ position }); made.onAdd = () => { const box = make(); L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box); return box; }; made.addTo(map); return made; };
    if (!inDocument) control("topleft", () => { const bar = element("div", "leaflet-bar"), button = element("button"); button.append(draw("M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", 16)); button.type = "button"; button.title = "Full screen"; button.setAttribute("aria-label", "Full screen");
      button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()); bar.append(button); return bar; });
    if (settings.legend && !inDocument) control("topleft", () => { const bar = element("div", "leaflet-bar"), button = element("button"); button.append(draw("M3 5h14v10H3z", 16)); button.type = "button"; button.title = "Draw a box: only events inside it"; button.setAttribute("aria-label", button.title); button.onclick = drawBox; bar.append(button); return bar; });
    if (settings.legend && !inDocument) control("topleft", () => { const bar = element("div", "leaflet-bar"), button = element("button"); button.append(draw("M10 2l8 6-3 9H5L2 8z", 16)); button.type = "button"; button.title = "Draw a polygon: click its corners, double-click to end"; button.setAttribute("aria-label", button.title); button.onclick = drawPolygon; bar.append(button); return bar; });
    control("topleft", () => { const box = element("div", "zp-box zp-north", "▲"); box.append(element("div", "", "N")); box.title = "North is up"; return box; });
    if (settings.legend) control("bottomright", () => { const box = element("details", "zp-box zp-scroll"); box.append(element("summary", "", "Legend")); const body = element("div"); body.innerHTML = settings.legend; // our own, escaped where it is made
      box.append(body); box.open = innerWidth > 1000; return box; });
    control("bottomleft", () => element("div", "zp-box zp-disclaimer", settings.disclaimer));
    const titled = element("div", "zp-box zp-title"); titled.style.display = "none"; control("topright", () => titled);
    const noted = element("div", "zp-box zp-shade"); noted.style.display = "none"; control("bottomleft", () => noted);
    const many = element("div", "zp-box zp-many", "Many events: a number stands for so many that lie close together. Pick it, or zoom in."); many.style.display = "none"; control("bottomleft", () => many);
    const resize = () => {
      const full = !!document.fullscreenElement && !inDocument, div = map.getContainer();
      div.style.width = "100%"; if (full) { if (!div.dataset.height) div.dataset.height = div.style.height; div.style.height = "100vh"; } else if (div.dataset.height) { div.style.height = div.dataset.height; delete div.dataset.height; }
      map.invalidateSize({ pan: false });
    };
    addEventListener("resize", resize); document.addEventListener("fullscreenchange", resize);
  }
  const answer = (properties) => hear ? hear(properties) : group && group.fire("click", { latlng: map.getCenter(), layer: { toGeoJSON: () => ({ type: "Feature", properties: { ...properties, click: Date.now() } }) } });
  const five = (n) => Math.round(n * 1e5) / 1e5;
  function tip(text) { const control = L.control({ position: "topright" }); control.onAdd = () => element("div", "zp-draw-tip", text); control.addTo(map); return control; }
  // while drawing, what lies under the pointer does not answer; the click that ends a drawing is swallowed too
  function drawing(on) { if (on) map.getContainer().classList.add("zp-drawing"); else setTimeout(() => map.getContainer().classList.remove("zp-drawing"), 50); }
  function onEscape(stop) { const heard = (e) => { if (e.key === "Escape") stop(); }; document.addEventListener("keydown", heard); return () => document.removeEventListener("keydown", heard); }
  function drawBox() {
    const said = tip("Press and drag to draw a box"); drawing(true); map.dragging.disable(); let corner, shape;
    const down = (e) => { corner = e.latlng; shape = L.rectangle([corner, corner], { color: "#0b57d0", weight: 2, fill: false }).addTo(map); };
    const move = (e) => shape && shape.setBounds(L.latLngBounds(corner, e.latlng));
    const up = () => { deaf(); map.off("mousedown", down).off("mousemove", move).off("mouseup", up); map.dragging.enable(); drawing(false); said.remove(); if (!shape) return; const b = shape.getBounds(); shape.remove();
      if (b.getEast() > b.getWest() && b.getNorth() > b.getSouth()) answer({ bbox: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(five) }); };
    const deaf = onEscape(() => { if (shape) shape.remove(); shape = null; up(); });
    map.on("mousedown", down).on("mousemove", move).on("mouseup", up);
  }
  function drawPolygon() {
    const said = tip("Click the corners, double-click to end"), ring = [], shape = L.polygon([], { color: "#0b57d0", weight: 2, fillOpacity: 0.05 }).addTo(map); map.doubleClickZoom.disable(); drawing(true);
    const click = (e) => { ring.push(e.latlng); shape.setLatLngs(ring); };
    const done = () => { deaf(); map.off("click", click).off("dblclick", done); drawing(false); setTimeout(() => map.doubleClickZoom.enable(), 300); said.remove(); shape.remove();
      const points = ring.map((p) => [five(p.lng), five(p.lat)]).filter((p, i, all) => !i || p.join() !== all[i - 1].join()); if (points.length >= 3) answer({ polygon: points }); };
    const deaf = onEscape(() => { ring.length = 0; done(); });
    map.on("click", click).on("dblclick", done);
  }

  // ---- maps of one page that move together: each tells the others where it is, and what it was told it does not tell again
  let line, told;
  function together() {
    if (line) return;
    const tab = window.parent; // the page that holds the maps; another tab's maps must not be moved
    if (!tab.zeroPointTab) tab.zeroPointTab = Math.random().toString(36).slice(2);
    line = new BroadcastChannel(`zero-point-${tab.zeroPointTab}`);
    const same = (lat, lon, zoom) => told && told.zoom === zoom && map.project([lat, lon], zoom).distanceTo(map.project([told.lat, told.lon], zoom)) < 1.5;
    const tell = (centre, zoom, how) => { if (same(centre.lat, centre.lng, zoom)) return; told = null; line.postMessage({ lat: centre.lat, lon: centre.lng, zoom, how }); };
    line.onmessage = ({ data }) => {
      const to = L.latLng(data.lat, data.lon); told = data;
      // under way it only slides, as a dragged map does: it has arrived, and says so to the page, when the other has
      if (data.how === "slide" && data.zoom === map.getZoom()) { map._rawPanBy(map.project(to).subtract(map.project(map.getCenter())).round()); map.fire("move"); }
      else if (data.how !== "slide") map.setView(to, data.zoom, { animate: data.how === "glide" });
    };
    map.on("move", () => { if (!map._animatingZoom) tell(map.getCenter(), map.getZoom(), "slide"); });
    map.on("zoomanim", (e) => tell(e.center, e.zoom, "glide"));
    map.on("moveend", () => tell(map.getCenter(), map.getZoom(), "stand"));
  }

  // ---- the scene: events by precision, crossings, shading; replaced at each change of the View
  function scene(wanted) {
    const mine = ++request; const made = L.layerGroup(); group = L.featureGroup(); made.addLayer(group);
    names = wanted.names; shade = wanted.shade;
    if (started) { labelUnits(); shadeUnits(); }
    const noted = find(".zp-shade"); if (noted) { noted.style.display = shade ? "" : "none"; noted.textContent = shade ? `Shading: ${wanted.shadeLabel}, 0 to ${Math.max(0, ...Object.values(shade))} in a district or county` : ""; }
    const titled = find(".zp-title"); if (titled) { titled.style.display = wanted.title ? "" : "none"; titled.textContent = wanted.title; }
    tiles(wanted.tiles);
    if (wanted.together) together();
    const [lon, lat, zoom, order] = wanted.place; // the first order is where the map started
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (ordered !== undefined && order !== ordered) { if (wanted.fly && !still) map.flyTo([lat, lon], zoom, { duration: 1.4 }); else map.setView([lat, lon], zoom); }
    ordered = order;
    if (wanted.box) { const [w, s, e, n] = wanted.box; made.addLayer(L.rectangle([[s, w], [n, e]], { color: "#0b57d0", weight: 2, dashArray: "4 4", fill: false, interactive: false })); }
    if (wanted.polygon.length) made.addLayer(L.polygon(wanted.polygon.map(([x, y]) => [y, x]), { color: "#0b57d0", weight: 2, dashArray: "4 4", fill: false, interactive: false }));
    // what was there stays until the new layer is drawn: no flicker while playing
    Promise.all([get(wanted.events), get(wanted.crossings)]).then(([events, crossings]) => {
      if (mine !== request) return;
      drawCrossings(crossings.features, wanted, made);
      drawEvents(events.features, wanted, made);
      const said = find(".zp-many"); if (said) said.style.display = events.bundled ? "" : "none";
      const painted = (features) => { map.getContainer().dataset.events = [...new Set([...events.features, ...features].flatMap((f) => f.properties.events ? f.properties.events.map((e) => e.event) : f.properties.event ? [f.properties.event] : []))].sort().join(" "); map.getContainer().dataset.painted = wanted.events; };
      if (events.bundled) bundles(wanted, made, painted); else painted([]);
    }).catch((error) => { const box = tip(`The map's data could not be loaded (${error.message || error}).`); setTimeout(() => box.remove(), 8000); });
    return made;
  }
  function tiles(wanted) {
    if (tileLayer) { tileLayer.remove(); tileLayer = null; }
    if (wanted) { tileLayer = L.tileLayer(wanted.url, { attribution: wanted.attribution, maxZoom: wanted.maxZoom, zIndex: 1 }).addTo(map); map.getPane("land").style.display = "none";
      tileLayer.once("tileerror", () => { map.getPane("land").style.display = ""; const box = tip("The online background cannot be reached; the offline map stands."); setTimeout(() => box.remove(), 8000); }); }
    else if (map.getPane("land")) map.getPane("land").style.display = "";
  }
  function drawEvents(features, wanted, made) {
    const marks = L.markerClusterGroup({ maxClusterRadius: 16, showCoverageOnHover: false, zoomToBoundsOnClick: false, spiderfyOnMaxZoom: false, spiderfyDistanceMultiplier: 1.3, animate: false,
      iconCreateFunction: (cluster) => { const all = cluster.getAllChildMarkers(); return L.divIcon({ className: "zp-cluster" + (all.some((m) => m.standsOut) ? " zp-some-contested" : ""), iconSize: [28, 28], html: (() => { const said = element("span", "", String(all.length)); said.setAttribute("aria-label", `${all.length} events at one spot; Enter spreads them`); return said; })() }); } });
    marks.on("clusterclick clusterkeypress", (e) => { const bounds = e.layer.getBounds(); if (e.layer.getChildCount() > 60 && map.getZoom() < 13 && !bounds.getNorthEast().equals(bounds.getSouthWest())) map.fitBounds(bounds.pad(0.1), { animate: false }); else e.layer.spiderfy(); });
    features.forEach((f) => {
      const p = f.properties;
      if (p.draw === "area") area(f, wanted).forEach((layer) => made.addLayer(layer));
      else if (p.draw === "arrow") arrow(f, wanted).forEach((layer) => made.addLayer(layer));
      else {
        if (p.precision === "circle") made.addLayer(L.circle([f.geometry.coordinates[1], f.geometry.coordinates[0]], { pane: "areas", radius: p.radius_km * 1000, color: p.colour, weight: 1.2, fillColor: p.colour, fillOpacity: p.event === wanted.selected ? 0.2 : 0.06, dashArray: disputed(p) ? "5 4" : null, interactive: false }));
        // the selected event stands by itself, never inside a cluster
        (p.event === wanted.selected ? made : marks).addLayer(mark(f, wanted));
      }
    });
    made.addLayer(marks);
    made.on("remove", () => marks.clearLayers());
  }
  // ---- more marks than can be drawn: the server bundles those that would lie on each other on this screen
  const part = (wanted, what, more) => wanted.events.replace("map/events.geojson?", `map/${what}.geojson?`) + Object.entries(more).map(([key, value]) => `&${key}=${encodeURIComponent(value)}`).join("");
  const corners = (bounds) => [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((n) => n.toFixed(5)).join(",");
  function bundles(wanted, made, painted) {
    let asked = 0, drawn;
    const draw = () => {
      const mine = ++asked, address = part(wanted, "bundles", { within: corners(map.getBounds()), zoom: map.getZoom(), ...(wanted.selected ? { event: wanted.selected } : {}) });
      get(address).then(({ features }) => {
        fetched.delete(address); // a map that is moved about must not gather all it ever showed
        if (mine !== asked || (drawn && !made.hasLayer(drawn))) return;
        const fresh = L.layerGroup();
        drawEvents(features.filter((f) => f.properties.draw === "mark"), wanted, fresh);
        features.filter((f) => f.properties.draw === "bundle").forEach((f) => bundle(f, wanted).forEach((layer) => fresh.addLayer(layer)));
        features.filter((f) => f.properties.draw === "edge").forEach((f) => fresh.addLayer(edge(f)));
        made.addLayer(fresh); if (drawn) made.removeLayer(drawn); drawn = fresh; painted(features);
      }).catch((error) => { const box = tip(`The map's data could not be loaded (${error.message || error}).`); setTimeout(() => box.remove(), 8000); });
    };
    draw(); map.on("moveend", draw); made.on("remove", () => { asked += 1; map.off("moveend", draw); });
  }
  const km = (n) => (n < 10 ? n.toFixed(1) : Math.ceil(n)) + " km";
  function bundle(f, wanted) {
    const p = f.properties, at = [f.geometry.coordinates[1], f.geometry.coordinates[0]], size = 24 + Math.round(6 * Math.log10(p.count));
    const gravest = wanted.differences && Object.keys(wanted.differences).find((key) => (p.differences || []).includes(key)), d = gravest && wanted.differences[gravest];
    const short = p.count < 10000 ? String(p.count) : `${Math.round(p.count / 1000)}k`, reach = p.spot ? `all at one spot, known to within ${km(p.reach_km)}` : `all within ${km(p.reach_km)} of here`;
    const box = element("span", "", short); if (d) box.style.color = d.colour;
    const icon = L.divIcon({ className: "zp-cluster zp-bundle" + ((d ? standsOut({ difference: gravest }, wanted) : p.contested) ? " zp-some-contested" : ""), iconSize: [size, size], html: box });
    const made = L.marker(at, { icon, keyboard: true, riseOnHover: true }), ring = L.circle(at, { pane: "areas", radius: p.reach_km * 1000, color: "#333", weight: 1, dashArray: "3 3", fillColor: "#333", fillOpacity: 0.06, interactive: false });
    tooltip(made, [`${p.count.toLocaleString("en")} events`, reach, p.kinds.map(([kind, n]) => `${kind} ${n.toLocaleString("en")}`).join(", "), ...(d ? [`${d.sign} ${d.label}`] : p.contested ? [`≠ ${p.contested.toLocaleString("en")} contested`] : [])]);
    const few = p.spot || p.count <= 12 || map.getZoom() >= 16;
    const pick = () => { const [w, s, e, n] = p.within; if (!few) { map.fitBounds([[s, w], [n, e]], { animate: false, padding: [20, 20], maxZoom: Math.max(map.getZoom() + 1, 13) }); return; }
      get(part(wanted, "bundled", { within: p.within.join(",") })).then(({ features, left_out }) => { const events = features.map((each) => each.properties); choose({ name: events[0].where, events, count: events.length + left_out }, L.latLng(at), wanted); }).catch((error) => tip(String(error.message || error))); };
    made.on("add", () => { const icon = made.getElement(); icon.setAttribute("role", "button"); icon.setAttribute("aria-label", `${p.count} events, ${reach}; Enter ${few ? "lists them" : "zooms in"}`); icon.dataset.count = p.count; icon.onfocus = () => ring.addTo(map); icon.onblur = () => ring.remove(); });
    made.on("mouseover", () => ring.addTo(map)).on("mouseout remove", () => ring.remove());
    made.on("click keypress", (e) => { if (e.type === "keypress" && e.originalEvent.key !== "Enter") return; pick(); });
    return p.spot && p.reach_km > 5 ? [L.circle(at, { pane: "areas", radius: p.reach_km * 1000, color: "#555", weight: 1, fillOpacity: 0.05, fillColor: "#555", interactive: false }), made] : [made];
  }
  const edge = (f) => L.geoJSON(f, { pane: "areas", interactive: false, style: { color: "#ffd500", weight: f.geometry.type.includes("Line") ? 15 : 8, opacity: 0.75, fill: false } }); // yellow, under the selected one
  function svg(p, size, d) {
    const ns = "http://www.w3.org/2000/svg", box = document.createElementNS(ns, "svg"), shape = document.createElementNS(ns, "path");
    box.setAttribute("viewBox", "-4 -4 28 28"); box.setAttribute("width", size); box.setAttribute("height", size);
    if (d) return compared(p, d, box);
    if (disputed(p)) { const ring = document.createElementNS(ns, "circle"); Object.entries({ cx: 10, cy: 10, r: 12.5, fill: "#ffffffcc", stroke: "#111", "stroke-width": 2, "stroke-dasharray": "4 2.600" }).forEach((a) => ring.setAttribute(...a)); box.append(ring); }
    Object.entries({ d: p.path, fill: p.colour, stroke: "#111", "stroke-width": 1.2, "stroke-linejoin": "round" }).forEach((a) => shape.setAttribute(...a)); box.append(shape); return box;
  }
  function compared(p, d, box) { // a ring and a badge in the difference's colour, with its dashes and its sign
    const add = (tag, attributes) => { const made = document.createElementNS("http://www.w3.org/2000/svg", tag); Object.entries(attributes).forEach((a) => made.setAttribute(...a)); box.append(made); return made; };
    box.setAttribute("viewBox", "-4 -8 32 32");
    add("circle", { cx: 10, cy: 10, r: 12.5, fill: "#ffffffcc", stroke: d.colour, "stroke-width": 2.4, "stroke-dasharray": d.dash || "none" });
    add("path", { d: p.path, fill: p.colour, stroke: "#111", "stroke-width": 1.2, "stroke-linejoin": "round" });
    add("circle", { cx: 20.5, cy: -0.5, r: 7, fill: d.colour, stroke: "#fff", "stroke-width": 1 });
    add("text", { x: 20.5, y: 3, "font-size": 10.5, "font-weight": 700, fill: "#fff", "text-anchor": "middle" }).textContent = d.sign;
    return box;
  }
  const say = (p, wanted) => [`${p.title}. ${p.when}. ${p.where || ""}`, ...(difference(p, wanted) ? [difference(p, wanted).label] : disputed(p) ? [p.status] : [])].join(". ");
  function tooltip(layer, lines) { layer.bindTooltip(() => { const box = element("div"); lines.forEach((line, i) => box.append(element(i ? "div" : "strong", "", line))); return box; }, { sticky: true }); return layer; }
  function mark(f, wanted) {
    const p = f.properties, icon = L.divIcon({ className: "zp-mark" + (p.event === wanted.selected ? " zp-selected" : ""), iconSize: [26, 26], html: svg(p, 26, difference(p, wanted)) });
    const made = L.marker([f.geometry.coordinates[1], f.geometry.coordinates[0]], { icon, title: "", alt: say(p, wanted), keyboard: true, riseOnHover: true, zIndexOffset: p.event === wanted.selected ? 1000 : 0 });
    made.standsOut = standsOut(p, wanted); tooltip(made, [p.title, p.when, p.where].concat(remark(p, wanted)));
    made.on("add", () => { const box = made.getElement(); box.setAttribute("aria-label", say(p, wanted)); box.dataset.event = p.event; if (p.difference) box.dataset.difference = p.difference; });
    made.on("click keypress", (e) => { if (e.type === "keypress" && e.originalEvent.key !== "Enter") return; answer({ event: p.event }); });
    return made;
  }
  function area(f, wanted) {
    const p = f.properties, selected = p.events.some((e) => e.event === wanted.selected), gravest = wanted.differences ? Object.keys(wanted.differences).find((key) => p.events.some((e) => e.difference === key)) : null, d = gravest && wanted.differences[gravest];
    const colour = d ? d.colour : p.count === 1 ? p.events[0].colour : "#5b3b8c", line = f.geometry.type.includes("Line");
    const made = L.geoJSON(f, { pane: "areas", style: { color: colour, weight: line ? (selected ? 9 : 6) : selected ? 3 : 1.5, opacity: line ? 0.55 : 0.9, fillColor: colour, fillOpacity: line ? 0 : (selected ? 0.3 : 0.1) / (p.precision === "province" ? 3 : 1), dashArray: d ? d.dash.split(" ").filter(Boolean).map((n) => n * 1.6).join(" ") || null : p.contested ? "6 4" : null, lineCap: "butt" } });
    tooltip(made, [name(p, wanted.names), p.count === 1 ? p.events[0].title : `${p.count.toLocaleString("en")} events known only to this ${line ? "stretch" : "area"}`].concat(d ? [`${d.sign} ${d.label}`] : p.contested ? ["≠ contested"] : []));
    const pick = (latlng) => (p.count === 1 ? answer({ event: p.events[0].event }) : choose(p, latlng, wanted));
    made.on("click", (e) => { L.DomEvent.stopPropagation(e); pick(e.latlng); });
    made.on("add", () => made.eachLayer((each) => { const path = each.getElement && each.getElement(); if (!path) return; path.setAttribute("tabindex", 0); path.setAttribute("role", "button"); path.setAttribute("aria-label", `${name(p, wanted.names)}: ${p.count} event${p.count > 1 ? "s" : ""}`);
      path.dataset.event = p.events.map((e) => e.event).join(" "); path.addEventListener("keydown", (e) => { if (e.key === "Enter") pick(each.getBounds().getCenter()); }); }));
    return selected ? [edge(f), made] : [made]; // since others may lie on it
  }
  function choose(p, latlng, wanted) {
    const box = element("div", "zp-pick"); box.append(element("strong", "", `${name(p, wanted.names)}: ${p.count.toLocaleString("en")} event${p.count > 1 ? "s" : ""}`));
    p.events.forEach((e) => { const button = element("button", "", `${remark(e, wanted).map((said) => `${said.slice(0, 1)} `).join("")}${e.when}: ${e.title}`); button.type = "button"; button.dataset.event = e.event; button.onclick = () => { map.closePopup(); answer({ event: e.event }); }; box.append(button); });
    if (p.count > p.events.length) box.append(element("em", "", `… the latest ${p.events.length}; ${(p.count - p.events.length).toLocaleString("en")} more: choose fewer with the filters`));
    L.popup({ maxWidth: 300 }).setLatLng(latlng).setContent(box).openOn(map);
  }
  function arrow(f, wanted) {
    const p = f.properties, [from, to] = f.geometry.coordinates.map(([x, y]) => L.latLng(y, x)), colour = p.colour, selected = p.event === wanted.selected;
    const line = L.polyline([from, to], { pane: "arrows", color: colour, weight: selected ? 4 : 2.5, dashArray: p.schematic ? "6 5" : null });
    const a = map.project(from, 10), b = map.project(to, 10), angle = Math.atan2(b.y - a.y, b.x - a.x) * 180 / Math.PI;
    const head = element("div", "zp-arrowhead"); head.style.cssText = `transform: rotate(${angle}deg); width: 0; height: 0; border-left: 13px solid ${colour}; border-top: 7px solid transparent; border-bottom: 7px solid transparent; margin: -1px 0 0 -6px;`;
    const tipMarker = L.marker(to, { pane: "arrows", interactive: false, keyboard: false, icon: L.divIcon({ className: "", iconSize: [13, 14], html: head }) });
    tooltip(line, [p.title, p.when, p.schematic ? `from ${p.where}; where it started is not known` : `from ${p.where}`].concat(difference(p, wanted) ? remark(p, wanted) : [])); line.on("click", () => answer({ event: p.event }));
    return [line, tipMarker];
  }
  function drawCrossings(features, wanted, made) { // both posts only where there is room for them
    const second = L.layerGroup(), seen = new Set();
    features.forEach((f) => { const first = !seen.has(f.properties.name); seen.add(f.properties.name); (first ? made : second).addLayer(crossing(f, wanted)); });
    const fit = () => (map.getZoom() >= 9 ? made.addLayer(second) : made.removeLayer(second));
    fit(); map.on("zoomend", fit); made.on("remove", () => map.off("zoomend", fit));
  }
  function crossing(f, wanted) {
    const p = f.properties, box = element("span", "", p.sign), [x, y] = f.geometry.coordinates;
    const icon = L.divIcon({ className: "zp-crossing" + (["no report"].includes(p.status) ? " zp-light" : "") + (p.assumed ? " zp-assumed" : ""), iconSize: [16, 16], html: box });
    const made = L.marker([y, x], { icon, zIndexOffset: -500, alt: `Crossing ${p.name}: ${p.label}` });
    made.on("add", () => { made.getElement().style.background = p.colour; made.getElement().setAttribute("aria-label", `Crossing ${p.name}, ${p.post}: ${p.label}`); });
    tooltip(made, [`${name(p, wanted.names)} (${p.side})`, p.label]);
    made.bindPopup(() => { const shown = element("div"); shown.append(element("strong", "", `${name(p, wanted.names)} · ${p.side}`), element("div", "", p.label), element("div", "", p.post)); p.said.forEach((line) => shown.append(element("p", "", line))); return shown; });
    return made;
  }
  // ---- shapes: the geocoder's candidates, each with its label
  function shapes(features) {
    const made = L.featureGroup(), style = { pane: "areas", color: "#0b57d0", weight: 2, fillOpacity: 0.12 };
    features.forEach((f) => {
      const p = f.properties, layer = L.geoJSON(f, { style, pointToLayer: (_, at) => (p.radius_km > 0 ? L.circle(at, { ...style, radius: p.radius_km * 1000 }) : L.circleMarker(at, { ...style, radius: 6 })) });
      made.addLayer(tooltip(layer, [p.label, p.reason]));
    });
    if (features.length) setTimeout(() => map.fitBounds(made.getBounds().pad(0.4), { maxZoom: 10 }), 0);
    map.getContainer().dataset.shapes = features.length;
    return made;
  }
  return { base, scene, shapes };
};
window.zeroPoint = window.newZeroPoint();
