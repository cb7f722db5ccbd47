import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A part of a page, in pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Frame {
  readonly png: Buffer;
  /** How long it is shown, in ms. */
  readonly ms: number;
}

/** Colours of a picture in the package. A user interface looks the same with more. */
const COLOURS = 128;
/** Wide enough to be legible in a README. */
const MOVING_WIDTH_PX = 960;

/** Writes the pictures of a demo to a folder, as small as possible. */
export class Album {
  private frames: Frame[] = [];

  constructor(private readonly folder: string) {}

  /** Writes a picture of a page, or of a part of it. `name`: a path in the album, without its ending. */
  async still(page: Page, name: string, clip?: Clip): Promise<void> {
    const png = await shot(page, clip);
    await this.write(`${name}.png`, await sharp(png).png({ palette: true, colours: COLOURS }).toBuffer());
  }

  /** Adds a frame with the current page to the animation, shown for so many milliseconds. */
  async frame(page: Page, ms: number): Promise<void> {
    this.frames.push({ png: await shot(page), ms });
  }

  /** Writes the frames so far as an animated GIF that loops. */
  async moving(name: string): Promise<void> {
    const pages = await Promise.all(
      this.frames.map(({ png }) => sharp(png).resize(MOVING_WIDTH_PX).png().toBuffer()),
    );
    const gif = sharp(pages, { join: { animated: true } }).gif({
      delay: this.frames.map(({ ms }) => ms),
      loop: 0,
      colours: COLOURS,
      interFrameMaxError: 4,
    });
    await this.write(`${name}.gif`, await gif.toBuffer());
    this.frames = [];
  }

  private async write(name: string, content: Buffer): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

function shot(page: Page, clip?: Clip): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', ...(clip && { clip }) });
}
