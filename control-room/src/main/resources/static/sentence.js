"use strict";
const events = new EventSource("api/events");
events.addEventListener("tick", (event) => {
  document.getElementById("sentence").textContent = JSON.parse(event.data).sentence;
});
