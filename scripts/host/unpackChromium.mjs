// Run by chromium.ts beside the installed package, with the temporary folder set to where the files shall be.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

const archives = fileURLToPath(new URL('bin/', new URL('../', import.meta.resolve('@sparticuz/chromium'))));

for (const name of await readdir(archives)) await inflate(archives + name);
