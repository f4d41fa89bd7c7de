// One connection for all tabs: browsers allow only six to a server, and each tab would hold one.

import { listen } from "/_ibid/listen.js";

const tabs = new Set();
let latest = null;

const server = listen((what) => {
  latest = what.message ?? latest;
  for (const tab of tabs) tab.postMessage(what);
});

addEventListener("connect", ({ ports: [tab] }) => {
  tabs.add(tab);
  tab.onmessage = ({ data }) => { if (data === "bye") tabs.delete(tab); };
  if (latest) tab.postMessage({ message: latest, connected: server.connected() });
});
