// One connection for all tabs: browsers allow only six to a server, and each tab would hold one.

const tabs = new Set();
let latest = null;

const events = new EventSource("/_ibid/events");
events.onmessage = ({ data }) => tell({ message: (latest = JSON.parse(data)), connected: true });
events.onerror = () => tell({ connected: false }); // the browser connects again by itself

function tell(what) {
  for (const tab of tabs) tab.postMessage(what);
}

addEventListener("connect", ({ ports: [tab] }) => {
  tabs.add(tab);
  tab.onmessage = ({ data }) => { if (data === "bye") tabs.delete(tab); };
  if (latest) tab.postMessage({ message: latest, connected: events.readyState === EventSource.OPEN });
});
