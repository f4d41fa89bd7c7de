// A plain web server over a folder, which packs text as hosts do.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TEXT = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".txt": "text/plain",
};

/** Serves `folder` at `origin`, until it is closed. */
export async function serve(folder) {
  const server = createServer(async (request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => null);
    const text = TEXT[extname(file)];
    const packed = body && text && /gzip/.test(request.headers["accept-encoding"]);
    answer.writeHead(body ? 200 : 404, { "content-type": text ?? "application/octet-stream", ...(packed && { "content-encoding": "gzip" }) });
    answer.end(packed ? gzipSync(body) : body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() { server.closeAllConnections(); server.close(); },
  };
}
