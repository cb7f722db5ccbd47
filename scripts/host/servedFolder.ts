import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Answers with a file of a folder; `path` is that of a URL. */
export async function sendFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const file = join(folder, decodeURIComponent(path));
  if (!file.startsWith(folder + sep) || !existsSync(file)) return void response.writeHead(404).end();
  const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': contentType }).end(await readFile(file));
}
