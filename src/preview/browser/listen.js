// Hears of new versions. The server says every ten seconds that it is there; who hears nothing asks again, since a
// laptop that slept, or a network that changed, does not tell of a connection that broke.

const SILENCE = 25_000;

/** Calls `hear` with each message and with whether the server answers. */
export function listen(hear) {
  let events;
  let lastEvent;
  const connect = () => {
    events?.close();
    lastEvent = Date.now();
    events = new EventSource("/_ibid/events");
    events.onmessage = ({ data }) => {
      lastEvent = Date.now();
      hear({ message: JSON.parse(data), connected: true });
    };
    events.addEventListener("alive", () => { lastEvent = Date.now(); });
    events.onerror = () => hear({ connected: false }); // the browser connects again by itself, unless it is refused
  };
  connect();
  const watch = setInterval(() => {
    if (events.readyState === EventSource.CLOSED || Date.now() - lastEvent > SILENCE) connect();
  }, 5_000);
  return {
    connected: () => events.readyState === EventSource.OPEN,
    close() {
      clearInterval(watch);
      events.close();
    },
  };
}
