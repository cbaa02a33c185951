"use strict";
// One question a screen, from the promise to the box. Answers lie in this tab alone until they are handed in.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const main = document.getElementById("main");
  const told = document.getElementById("told");
  const root = document.documentElement;
  const SVG = "http://www.w3.org/2000/svg";
  const RETRY = 5000;
  const LONGEST = 500;

  const t = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key]);

  // --- what is asked, and what is answered

  let form = null;
  let answers = null;
  let at = 0;
  let timer = 0;
  const [codeWord, codeKey, codeSlip] = location.hash.slice(1).split(".");
  let word = (codeWord || "").toUpperCase();
  let key = codeKey || "";
  const wordTyped = !codeKey;

  const STORE = "stworkshop-sheet";
  const store = {
    get: () => {
      try { return JSON.parse(sessionStorage.getItem(STORE)); } catch (_error) { return null; }
    },
    put: (value) => {
      try { sessionStorage.setItem(STORE, JSON.stringify(value)); } catch (_error) { /* it then lives in this page alone */ }
    },
    forget: () => {
      try { sessionStorage.removeItem(STORE); } catch (_error) { /* nothing was kept */ }
    },
  };
  const fresh = () => ({
    side: "", participant: "", slip: codeSlip || "", items: {}, order: [], touched: false, dk: false, began: false,
  });
  const keep = () => store.put({ round: form.round, word, at, answers });
  const of = (item) => (answers.items[item.id] = answers.items[item.id] || { value: null, value2: null, dk: false, comment: "" });
  const whole = () => form.kind === "dots" || form.kind === "ranking";
  const laid = () => form.items.reduce((sum, item) => sum + (of(item).value || 0), 0);

  const ask = async (path, said) => {
    const reply = await fetch(path, {
      method: "POST", body: JSON.stringify({ word, ...said }), cache: "no-store", credentials: "omit",
    });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  };

  // --- making parts of a screen

  const make = (tag, values = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== "") made.setAttribute(name, value);
    }
    made.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
    return made;
  };
  const icon = (name, turn = "") => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    if (turn) svg.setAttribute("class", turn);
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#i-" + name);
    svg.append(use);
    return svg;
  };
  const button = (said, does, look = "", ...signs) => make("button", { type: "button", class: look, onclick: does }, said, ...signs);
  const iconButton = (sign, said, does, off = false) =>
    make("button", { type: "button", "aria-label": said, disabled: off, onclick: does }, icon(sign));
  const ways = (...buttons) => make("div", { class: "ways" }, ...buttons);
  const backButton = (does) => make("button", { type: "button", "aria-label": t("back"), onclick: does }, icon("arrow-left", "turn"));
  const onButton = (said, does) => button(said, does, "primary", icon("arrow-right", "turn"));
  const say = (text) => { told.textContent = ""; told.textContent = text; };

  const steps = (now, all) => {
    const line = document.getElementById("steps");
    line.replaceChildren();
    const bars = Math.min(6, all);
    for (let bar = 0; bar < bars; bar++) line.append(make("i", { class: now > 0 && bar < Math.ceil((now / all) * bars) ? "done" : "" }));
  };
  const show = (title, now, all, ...parts) => {
    clearTimeout(timer);
    const head = make("h1", { tabindex: "-1" }, title);
    main.replaceChildren(head, ...parts.flat().filter(Boolean));
    steps(now, all);
    scrollTo(0, 0);
    head.focus({ preventScroll: true });
    document.title = `${title} – ${form ? form.workshop : t("title")}`;
    return head;
  };

  // --- the screens

  const all = () => (whole() ? 1 : form.items.length) + 2;

  const problem = (text, again) => show(t("problem"), 0, 0,
    make("p", {}, text), ways(button(t("again"), again, "primary")));

  const askWord = (why = "") => {
    const field = make("input", {
      class: "code", type: "text", id: "word", maxlength: "4", autocomplete: "off", autocapitalize: "characters",
      spellcheck: "false", "aria-labelledby": "word-how",
    });
    const go = () => {
      word = field.value.trim().toUpperCase();
      load();
    };
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    show(t("wordTitle"), 0, 0, make("p", { id: "word-how" }, t("wordHow")), field,
      why ? make("p", { class: "bad", role: "alert" }, why) : "", ways(onButton(t("next"), go)));
    field.focus();
  };

  const promise = () => {
    const line = (sign, text) => make("li", {}, icon(sign), make("span", {}, text));
    show(form.question, 0, 0,
      make("ul", { class: "promise" },
        ...form.promise.filter(Boolean).map((text) => line("lock", text)),
        form.by ? line("eye-off", t("noname")) : "",
        line("laptop", t("goes")),
        form.one ? line("check", form.one) : "",
        line("file", t("paper"))),
      wordTyped ? "" : make("p", { class: "small" }, t("compare"), " ", make("span", { class: "check" }, word), " ", t("differ")),
      make("p", { class: "small quiet" }, t("network")),
      make("p", { class: "small quiet" }, form.said),
      ways(onButton(t("begin"), () => { answers.began = true; at = 0; go(); })));
  };

  const choice = (name, values, chosen, picked, look = "") => {
    const set = make("fieldset", { class: `choices ${look}`.trim() });
    values.forEach(({ id, words: text }) => {
      const radio = make("input", { type: "radio", name, value: id, checked: chosen === id });
      const line = make("label", { class: chosen === id ? "on" : "" }, radio, make("span", {}, text));
      radio.addEventListener("change", () => {
        set.querySelectorAll("label").forEach((one) => one.classList.toggle("on", one === line));
        picked(id);
      });
      set.append(line);
    });
    return set;
  };

  const askSlip = (why = "") => {
    const field = make("input", {
      class: "code", type: "text", id: "slip", maxlength: "20", autocomplete: "off", autocapitalize: "characters",
      spellcheck: "false", "aria-labelledby": "slip-how", value: answers.slip,
    });
    const done = () => {
      answers.slip = field.value.trim().toUpperCase();
      if (answers.slip) { keep(); go(); }
    };
    show(t("slipTitle"), 1, all(), make("p", { id: "slip-how" }, t("slipHow")), field,
      why ? make("p", { class: "bad", role: "alert" }, why) : "", ways(backButton(promise), onButton(t("next"), done)));
  };

  const who = () => {
    const named = form.people.length > 0 || !form.sides.length;
    const values = named ? form.people : form.sides;
    const hint = make("p", { class: "bad", role: "alert" });
    const picked = (id) => {
      if (named) {
        answers.participant = id;
        answers.side = values.find((one) => one.id === id).side;
      } else answers.side = id;
      keep();
    };
    const next = () => {
      if (!(named ? answers.participant : answers.side)) hint.textContent = t("choose");
      else { at = 1; keep(); go(); }
    };
    show(t(named ? "personTitle" : "sideTitle"), 1, all(), make("p", { class: "quiet" }, t(named ? "personHow" : "sideHow")),
      choice("who", values, named ? answers.participant : answers.side, picked), hint,
      ways(backButton(promise), onButton(t("next"), next)));
  };

  const comment = (item) => {
    const answer = of(item);
    const field = make("textarea", { rows: "3", maxlength: String(LONGEST), "aria-label": t("commentOn", { item: item.words }) });
    field.value = answer.comment;
    field.addEventListener("input", () => { answer.comment = field.value; keep(); });
    return make("details", { open: Boolean(answer.comment) }, make("summary", {}, t("comment")), field);
  };

  const move = (by) => { at += by; keep(); go(); };
  const foot = (next = () => move(1)) => ways(backButton(() => move(-1)), onButton(t("next"), next));

  const dkButton = (is, does) => button(is ? t("clear") : t("dk"), does, "link");

  const rating = (item) => {
    const answer = of(item);
    const values = form.scale.map((text, place) => ({ id: String(place + 1), words: text })).reverse();
    const picked = (id) => { answer.value = Number(id); answer.dk = false; keep(); };
    return [
      choice("rating", values, answer.value === null ? "" : String(answer.value), picked),
      answer.dk ? make("p", { class: "left" }, t("dkIs")) : "",
      dkButton(answer.dk || answer.value !== null, () => {
        answer.dk = !(answer.dk || answer.value !== null);
        answer.value = null;
        keep();
        if (answer.dk) move(1); else go();
      }),
    ];
  };

  const placing = (item) => {
    const answer = of(item);
    const row = (name, title, labels, field) => {
      const values = labels.map((text, place) => ({ id: String(place + 1), words: text }));
      const set = choice(name, values, answer[field] === null ? "" : String(answer[field]),
        (id) => { answer[field] = Number(id); answer.dk = false; keep(); }, "row");
      set.prepend(make("legend", {}, title));
      return set;
    };
    const any = answer.dk || answer.value !== null || answer.value2 !== null;
    return [
      row("say", t("sayQ"), form.say, "value"), row("touched", t("touchedQ"), form.touched, "value2"),
      answer.dk ? make("p", { class: "left" }, t("dkIs")) : "",
      dkButton(any, () => {
        answer.dk = !any;
        answer.value = answer.value2 = null;
        keep();
        if (answer.dk) move(1); else go();
      }),
    ];
  };

  const oneQuestion = (item, number) => {
    const hint = make("p", { class: "bad", role: "alert" });
    const next = () => {
      const answer = of(item);
      if (form.kind === "placing" && (answer.value === null) !== (answer.value2 === null)) hint.textContent = t("both");
      else move(1);
    };
    const count = make("p", { class: "quiet small" }, t("statement", { n: number + 1, all: form.items.length }));
    const head = show(item.words, number + 2, all(),
      item.note ? make("p", { class: "quiet" }, item.note) : "",
      form.kind === "placing" ? placing(item) : rating(item), comment(item), hint, foot(next));
    head.before(count);
  };

  const dots = () => {
    const line = make("p", { class: "left" });
    const list = make("ul", { class: "items" });
    const draw = () => {
      const free = form.dots - laid();
      line.replaceChildren(t("dotsLeft", { n: free }),
        ...Array.from({ length: form.dots }, (_one, n) => make("i", { class: n >= form.dots - free ? "laid" : "", "aria-hidden": "true" })));
      list.querySelectorAll("li").forEach((row, n) => {
        const value = of(form.items[n]).value || 0;
        row.querySelector("b").textContent = value;
        const [less, more] = row.querySelectorAll("button");
        less.disabled = value === 0;
        more.disabled = value >= form.most || free === 0;
      });
    };
    const lay = (item, by) => {
      of(item).value = (of(item).value || 0) + by;
      answers.touched = true;
      answers.dk = false;
      keep();
      draw();
      say(`${t("dotsOf", { item: item.words, n: of(item).value })} ${t("dotsLeft", { n: form.dots - laid() })}`);
    };
    form.items.forEach((item) => list.append(make("li", {},
      make("span", { class: "words" }, item.words),
      iconButton("minus", t("less", { item: item.words }), () => lay(item, -1)), make("b", {}),
      iconButton("plus", t("more", { item: item.words }), () => lay(item, 1)))));
    show(form.question, 2, all(), make("p", { class: "quiet" }, t("dotsHow", { n: form.dots, most: form.most })), line, list,
      answers.dk ? make("p", { class: "left" }, t("dkIs")) : "", listDk(), foot());
    draw();
  };

  const listDk = () => {
    const any = answers.dk || answers.touched || answers.order.length > 0;
    return dkButton(any, () => {
      answers.dk = !any;
      answers.touched = false;
      answers.order = [];
      form.items.forEach((item) => { of(item).value = null; });
      keep();
      if (answers.dk) move(1); else go();
    });
  };

  const ranking = (focus = "", from = null) => {
    const order = answers.order;
    const rest = form.items.filter((item) => !order.includes(item.id));
    const named = (id) => form.items.find((item) => item.id === id);
    const change = (id, sort, does) => {
      does();
      answers.dk = false;
      keep();
      ranking(id, sort);
      const place = order.indexOf(id) + 1;
      say(place ? t("placed", { item: named(id).words, n: place }) : t("out", { item: named(id).words }));
    };
    const shift = (id, by) => change(id, by < 0 ? 0 : 1, () => {
      const place = order.indexOf(id);
      order.splice(place, 1);
      order.splice(place + by, 0, id);
    });
    const list = make("ol", { class: "items" });
    order.forEach((id, place) => {
      const item = named(id);
      const row = make("li", { "data-id": id }, make("b", {}, String(place + 1)), make("span", { class: "words" }, item.words),
        iconButton("chevron-up", t("up", { item: item.words }), () => shift(id, -1), place === 0),
        iconButton("chevron-down", t("down", { item: item.words }), () => shift(id, 1), place === order.length - 1),
        iconButton("close", t("out", { item: item.words }), () => change(id, null, () => order.splice(order.indexOf(id), 1))));
      drag(row, list, order, () => { keep(); ranking(id); });
      list.append(row);
    });
    rest.forEach((item) => list.append(make("li", { class: "open", "data-id": item.id }, make("span", { class: "words" }, item.words),
      iconButton("plus", t("place", { item: item.words }), () => change(item.id, null, () => order.push(item.id))))));
    const y = scrollY;
    show(form.question, 2, all(), make("p", { class: "quiet" }, t("orderHow")), list,
      answers.dk ? make("p", { class: "left" }, t("dkIs")) : "", listDk(), foot());
    if (focus) {
      scrollTo(0, y);
      const row = Array.from(list.children).find((one) => one.dataset.id === focus);
      const buttons = Array.from(row.querySelectorAll("button"));
      const wanted = buttons[from === null ? 0 : from];
      (wanted && !wanted.disabled ? wanted : buttons.find((one) => !one.disabled)).focus({ preventScroll: true });
    }
  };

  /** Let a row be dragged by its number; who cannot drag has the arrows. */
  const drag = (row, list, order, done) => {
    const grip = row.querySelector("b");
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      const follow = (moved) => {
        const rows = Array.from(list.children).filter((one) => order.includes(one.dataset.id));
        const over = rows.find((one) => { const box = one.getBoundingClientRect(); return moved.clientY >= box.top && moved.clientY <= box.bottom; });
        if (!over || over === row) return;
        const [a, b] = [order.indexOf(row.dataset.id), order.indexOf(over.dataset.id)];
        order.splice(b, 0, order.splice(a, 1)[0]);
        if (a < b) over.after(row); else over.before(row);
        grip.setPointerCapture(event.pointerId);
      };
      const lift = () => {
        grip.removeEventListener("pointermove", follow);
        done();
      };
      grip.addEventListener("pointermove", follow);
      grip.addEventListener("pointerup", lift, { once: true });
      grip.addEventListener("pointercancel", lift, { once: true });
    });
  };

  const said = (item) => {
    const answer = of(item);
    if (answer.dk) return t("dkIs");
    if (answer.value === null) return "";
    return form.kind === "placing" ? `${form.say[answer.value - 1]}, ${form.touched[answer.value2 - 1]}` : form.scale[answer.value - 1];
  };

  const review = (why = "") => {
    const line = (text, value, place) => make("li", {},
      make("button", { type: "button", onclick: () => { at = place; keep(); go(); } }, make("span", {}, text),
        make("b", { class: value ? "" : "none" }, value || t("none"))));
    let lines;
    if (whole()) {
      const count = form.kind === "dots" ? t("used", { n: laid(), all: form.dots }) : t("ordered", { n: answers.order.length, all: form.items.length });
      const any = form.kind === "dots" ? answers.touched : answers.order.length;
      lines = [line(form.question, answers.dk ? t("dkIs") : any ? count : "", 1)];
    } else lines = form.items.map((item, n) => line(`${n + 1}. ${item.words}`, said(item), n + 1));
    show(t("review"), all(), all(), make("ul", { class: "review" }, ...lines), make("p", { class: "quiet small" }, t("reviewHow")),
      why ? make("p", { class: "bad", role: "alert" }, why) : "",
      ways(backButton(() => move(-1)), button(t("send"), handIn, "primary", icon("ballot"))));
  };

  // --- handing in

  const given = () => form.items.map((item) => {
    const answer = of(item);
    const dk = answer.dk || (whole() && answers.dk);
    let { value, value2 } = answer;
    if (form.kind === "dots") value = answers.touched ? value || 0 : null;
    if (form.kind === "ranking") value = answers.order.indexOf(item.id) + 1 || null;
    if (dk) value = value2 = null;
    return { item: item.id, value, value2: form.kind === "placing" ? value2 : null, dk: dk ? "yes" : "no", comment: answer.comment.trim() };
  });

  const handIn = () => {
    const sheet = { side: answers.side, participant: answers.participant, slip: form.by === "slip" ? answers.slip : "", answers: given() };
    const name = seal.to64(crypto.getRandomValues(new Uint8Array(18)));
    const waiting = { round: form.round, word, sheet: name, sealed: seal.sheet(key, form.round, sheet) };
    send(waiting);
  };

  /** Send a sealed sheet; until it is in the box it waits here, with the answers, in case the box refuses it. */
  const send = async (waiting) => {
    let reply;
    try {
      reply = await ask("sheet", { round: waiting.round, sheet: waiting.sheet, sealed: waiting.sealed });
    } catch (_error) {
      store.put({ ...waiting, at, answers });
      waits(waiting);
      return;
    }
    if (!reply.refused || reply.why === "closed") {
      store.put({ round: waiting.round, done: true });
      answers = null;
      if (reply.refused) closed(reply.refused); else thanks(reply);
      return;
    }
    keep(); // it does not wait any more
    if (reply.why === "bad-slip") askSlip(reply.refused); else review(reply.refused);
  };

  const waits = (waiting) => {
    show(t("wait"), 0, 0, make("div", { class: "badge wait" }, icon("reconnect")),
      make("p", { class: "middle" }, t("waitHow")), make("p", { class: "middle quiet small" }, t("network")),
      ways(button(t("again"), () => send(waiting), "primary")));
    timer = setTimeout(() => send(waiting), RETRY);
  };

  const thanks = (reply) => {
    const line = make("p", { class: "left middle" }, reply ? reply.said : "");
    show(t("thanks"), 0, 0, make("div", { class: "badge" }, icon("check")), make("p", { class: "middle" }, t("thanksHow")), line,
      form && form.by !== "slip" ? ways(button(t("another"), another, "plain")) : "");
    main.firstChild.classList.add("middle");
    main.prepend(main.querySelector(".badge"));
    const look = async () => {
      try {
        const now = await ask("state", { round: form.round });
        line.textContent = now.refused ? t("closed") : now.said;
        if (now.refused) return;
      } catch (_error) { /* it asks again */ }
      timer = setTimeout(look, RETRY);
    };
    if (form) timer = setTimeout(look, RETRY);
  };

  const closed = (text) => show(t("closed"), 0, 0, make("p", {}, text));

  const another = () => {
    store.forget();
    answers = fresh();
    answers.slip = "";
    at = 0;
    promise();
  };

  // --- going on

  const go = () => {
    if (!answers.began) promise();
    else if (at <= 0) who();
    else if (form.by === "slip" && !answers.slip) askSlip();
    else if (at > (whole() ? 1 : form.items.length)) review();
    else if (form.kind === "dots") dots();
    else if (form.kind === "ranking") ranking();
    else oneQuestion(form.items[at - 1], at - 1);
  };

  const load = async () => {
    let reply;
    try {
      reply = await ask("round", {});
    } catch (_error) {
      problem(t("unheard"), load);
      return;
    }
    if (reply.why === "closed") { closed(reply.refused); return; }
    if (reply.refused) { askWord(reply.refused); return; }
    if (key && key !== reply.key) { problem(t("otherKey"), () => location.reload()); return; }
    if (seal.word(reply.key) !== word) { askWord(t("differ")); return; }
    key = reply.key;
    form = reply;
    document.getElementById("workshop").textContent = form.workshop;
    const kept = store.get();
    const same = kept && kept.round === form.round;
    if (same && kept.done) { thanks(reply); return; }
    answers = (same && kept.answers) || fresh();
    if (codeSlip) answers.slip = codeSlip;
    at = same ? kept.at : 0;
    if (same && kept.sealed) send(kept); else go();
  };

  // --- the size of the words, and the beginning

  const larger = document.getElementById("larger");
  larger.hidden = false;
  larger.addEventListener("click", () => {
    const now = root.className;
    root.className = now === "" ? "large" : now === "large" ? "largest" : "";
  });

  addEventListener("hashchange", () => location.reload()); // another code was scanned into the same tab
  if (typeof BigInt !== "undefined" && (typeof noble === "undefined" || typeof seal === "undefined")) {
    setTimeout(() => location.reload(), RETRY / 2); // the room was busy, and sent less than the whole page
  } else if (typeof BigInt === "undefined" || !window.crypto || !crypto.getRandomValues) {
    show(t("problem"), 0, 0, make("p", {}, t("noSeal")));
  } else if (word) load();
  else {
    const kept = store.get();
    word = (kept && kept.word) || "";
    if (word) load(); else askWord();
  }
})();
