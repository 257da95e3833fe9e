// Who you are, and what that lets you do.

import { attempt, call } from "./api.js";
import { byId, setText, show } from "./dom.js";

/** Asks, shows what the role allows, and answers whether the page may be looked at. */
export async function mayLook() {
  return apply(await call("GET", "/api/access"));
}

function apply({ needed, role, who }) {
  const looks = role !== "NONE";
  const operates = role === "OPERATE";
  show("login", !looks);
  show("room", looks);
  show("parts", looks);
  show("who", looks);
  setText("who-words", needed ? `${who} (${operates ? "operate" : "look"})` : who);
  show("logout", needed);
  // Whoever came with a token is known by an address only, behind a proxy by that of the proxy.
  show("name", needed && operates);
  for (const node of document.querySelectorAll("[data-needs=operate]")) node.disabled = !operates;
  for (const node of document.querySelectorAll(".operate-note")) node.hidden = operates;
  if (!looks) {
    document.title = "Log in · Raido control room";
    setText("connection-words", "Not logged in");
    byId("token").focus();
  }
  return looks;
}

/** Who says to be doing it, as a field of an order; nothing where no name is given. */
export function said() {
  const name = byId("my-name").value.trim();
  return name && !byId("name").hidden ? { who: name } : {};
}

/** Calls back after each login. */
export function whenLoggedIn(start) {
  byId("login-form").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(byId("login-answer"), async () => {
      const token = byId("token").value;
      const access = await call("POST", "/api/login", { token });
      byId("token").value = "";
      if (apply(access)) {
        byId("main").focus();
        start();
      }
    });
  });
  byId("logout").addEventListener("click", async () => {
    await call("POST", "/api/logout").catch(() => {});
    // From the beginning: nothing of what was seen stays in this page.
    location.reload();
  });
}
