"use strict";
// Pan, zoom and search of the map, and search in the words; without this script the page shows all the same.
(() => {
  const box = document.querySelector(".map");
  const field = document.querySelector("#search");
  const said = document.querySelector("#found");
  const svg = box && box.querySelector("svg");
  let whole = svg ? svg.getAttribute("viewBox").split(" ").map(Number) : [0, 0, 1, 1];
  let view = whole.slice();

  const show = (x, y, w, h) => {
    view = [x, y, w, h];
    svg.setAttribute("viewBox", view.join(" "));
    box.classList.toggle("near", w < whole[2] * 0.98); // a finger on the whole map scrolls the page
  };
  const unit = () => Math.max(view[2] / svg.clientWidth, view[3] / svg.clientHeight);
  const zoom = (factor, fx = 0.5, fy = 0.5) => {
    const w = Math.min(Math.max(view[2] * factor, whole[2] / 40), whole[2] * 2);
    const h = view[3] * (w / view[2]);
    show(view[0] + (view[2] - w) * fx, view[1] + (view[3] - h) * fy, w, h);
  };
  const goTo = (group) => {
    const place = group.getBBox();
    const w = Math.min(whole[2], Math.max(place.width * 4, 700));
    const h = w * (whole[3] / whole[2]);
    show(place.x + place.width / 2 - w / 2, place.y + place.height / 2 - h / 2, w, h);
  };

  if (svg) {
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-describedby", "map-description map-how");
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return;
      event.preventDefault();
      const frame = svg.getBoundingClientRect();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, (event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
    }, { passive: false });
    const fingers = new Map();
    let apart = 0;
    svg.addEventListener("pointerdown", (event) => {
      svg.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
      box.classList.add("moving");
    });
    svg.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      fingers.set(event.pointerId, event);
      const all = [...fingers.values()];
      if (all.length === 1) {
        const k = unit();
        show(view[0] - (event.clientX - before.clientX) * k, view[1] - (event.clientY - before.clientY) * k, view[2], view[3]);
      } else {
        const now = Math.hypot(all[0].clientX - all[1].clientX, all[0].clientY - all[1].clientY);
        const frame = svg.getBoundingClientRect();
        const middle = [(all[0].clientX + all[1].clientX) / 2, (all[0].clientY + all[1].clientY) / 2];
        if (apart && now) zoom(apart / now, (middle[0] - frame.left) / frame.width, (middle[1] - frame.top) / frame.height);
        apart = now;
      }
    });
    const lift = (event) => {
      fingers.delete(event.pointerId);
      apart = 0;
      if (!fingers.size) box.classList.remove("moving");
    };
    svg.addEventListener("pointerup", lift);
    svg.addEventListener("pointercancel", lift);
    svg.addEventListener("keydown", (event) => {
      const step = 0.12;
      const keys = {
        ArrowLeft: () => show(view[0] - view[2] * step, view[1], view[2], view[3]),
        ArrowRight: () => show(view[0] + view[2] * step, view[1], view[2], view[3]),
        ArrowUp: () => show(view[0], view[1] - view[3] * step, view[2], view[3]),
        ArrowDown: () => show(view[0], view[1] + view[3] * step, view[2], view[3]),
        "+": () => zoom(1 / 1.25), "=": () => zoom(1 / 1.25), "-": () => zoom(1.25), "0": () => show(...whole),
      };
      if (keys[event.key]) { keys[event.key](); event.preventDefault(); }
    });
    document.querySelector("#larger").addEventListener("click", () => zoom(1 / 1.4));
    document.querySelector("#smaller").addEventListener("click", () => zoom(1.4));
    document.querySelector("#all").addEventListener("click", () => show(...whole));
    document.querySelector(".tools").hidden = false;
    window.addEventListener("beforeprint", () => show(...whole));
  }

  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = [...document.querySelectorAll("main p, main li, main td, main th, main h1, main h2, main h3, main h4, main h5")]
    .filter((part) => !part.querySelector("p, li"));
  const cards = svg ? [...svg.querySelectorAll("g.card")] : [];
  const words = new Map([...texts, ...cards].map((part) => [part, fold(part.textContent)]));
  const form = (sort, n) => {
    const forms = JSON.parse(said.dataset[sort]);
    return forms[new Intl.PluralRules(said.dataset.language).select(n)].replace("{n}", n);
  };
  let at = -1;
  let hits = [];

  const look = () => {
    const wanted = fold(field.value.trim());
    document.querySelectorAll("mark.hit").forEach((mark) => mark.replaceWith(...mark.childNodes));
    cards.forEach((card) => card.classList.remove("hit"));
    if (box) box.classList.toggle("searching", wanted.length > 1);
    hits = wanted.length > 1 ? [...cards, ...texts].filter((part) => words.get(part).includes(wanted)) : [];
    const onMap = hits.filter((part) => cards.includes(part));
    onMap.forEach((card) => card.classList.add("hit"));
    at = -1;
    const parts = [svg && form("cards", onMap.length), form("places", hits.length - onMap.length)].filter(Boolean);
    said.textContent = wanted.length < 2 ? "" : hits.length ? parts.join(" ") : said.dataset.nothing;
  };
  const next = () => {
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    const part = hits[at];
    said.textContent = said.dataset.at.replace("{n}", at + 1).replace("{all}", hits.length);
    const folded = part.closest("details");
    if (folded) folded.open = true;
    if (cards.includes(part)) {
      goTo(part);
      box.scrollIntoView({ block: "nearest" });
    } else {
      part.scrollIntoView({ block: "center" });
      const mark = document.createElement("mark");
      mark.className = "hit";
      document.querySelectorAll("mark.hit").forEach((old) => old.replaceWith(...old.childNodes));
      mark.append(...part.childNodes);
      part.append(mark);
    }
  };
  if (field) {
    field.form.hidden = false;
    field.addEventListener("input", look);
    field.form.addEventListener("submit", (event) => { event.preventDefault(); next(); });
  }
})();
