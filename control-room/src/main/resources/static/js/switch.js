// The operator's switch, and hosts that are forgotten.

import { attempt, call, fields } from "./api.js";
import { said } from "./access.js";
import { byId, el, emptyRow, keep, row } from "./dom.js";
import { ago, moment, until } from "./clock.js";
import { confirmed } from "./confirm.js";
import { timeOfDay, words } from "./words.js";

export function paintSwitch({ protection, hosts }) {
  const lead = byId("switch-lead");
  lead.dataset.state = protection.on ? "ON" : "OFF";
  lead.replaceChildren(el("span", { class: "glyph", "aria-hidden": "true" }), ...told(protection));
  const rows = byId("history");
  if (protection.history.length) keep(rows, protection.history, ({ at, what }) => `${at} ${what}`, word);
  else rows.replaceChildren(emptyRow(5, "Nothing yet."));
  const names = hosts.map(({ host }) => host);
  const select = byId("forget-host");
  if ([...select.options].map(({ value }) => value).join("\n") !== (names.join("\n") || "")) {
    const chosen = select.value;
    select.replaceChildren(...(names.length ? names : [""]).map((name) => el("option", { value: name }, name || "no host was heard")));
    if (names.includes(chosen)) select.value = chosen;
  }
}

function told({ on, who, reason, since, until: end }) {
  if (!on) return ["Off: the operator lets speech through."];
  return [
    `On: ${reason}. By ${who}, since `,
    moment(since),
    ...(end ? ["; off by itself at ", moment(end), ", ", until(end)] : []),
    ".",
  ];
}

function word({ at, who, what, detail, until: end }) {
  return row(el("span", {}, moment(at), " (", ago(at), ")"), who, words(what), detail, end ? moment(end) : "–");
}

function when(form, place, work) {
  byId(form).addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(byId(place), () => work(event.target));
  });
}

when("switch-on", "on-answer", async (form) => {
  const order = fields(form);
  const yes = await confirmed("Switch protection on?", `Nothing is spoken for ${order.for}: “${order.reason}”. Every worker pauses within a second; requests wait, and those that are due go to templates.`, "Switch on");
  if (!yes) return "";
  const { who, until: end } = await call("POST", "/api/protection", { ...order, ...said() });
  form.querySelector("[name=reason]").value = "";
  return `On, as ${who}, until ${timeOfDay(Date.parse(end), Date.now())}.`;
});

when("switch-off", "off-answer", async (form) => {
  const { reason } = fields(form);
  const yes = await confirmed("Switch protection off?", "Speech may be asked for again, unless something else keeps it quiet.", "Switch off");
  if (!yes) return "";
  const { who } = await call("DELETE", `/api/protection?${new URLSearchParams({ ...(reason ? { reason } : {}), ...said() })}`);
  form.reset();
  return `Off, as ${who}.`;
});

when("forget", "forget-answer", async (form) => {
  const { host } = fields(form);
  const yes = await confirmed(`Forget ${host}?`, "Its last words count no more, and its silence neither, until it is heard again.", "Forget it", { takesAway: true });
  if (!yes) return "";
  await call("DELETE", `/api/hosts/${encodeURIComponent(host)}?${new URLSearchParams(said())}`);
  return `${host} is forgotten.`;
});
