import type { Locator, Page } from 'playwright-core';

/** What we use of a `<video>`: tests are compiled without the types of a browser. */
interface VideoElement {
  readonly readyState: number;
  readonly paused: boolean;
  readonly currentTime: number;
  readonly videoWidth: number;
  readonly videoHeight: number;
  readonly error: { readonly message: string } | null;
  addEventListener(event: string, listener: () => void): void;
}

/** VS Code's own player, in the editor in front. */
export class VideoPreview {
  private readonly video: Locator;

  constructor(private readonly page: Page) {
    const content = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    this.video = content.locator('video');
  }

  /** Waits until a tab shows the first picture of a video, and resolves to the file's name. */
  async open(): Promise<string> {
    await this.video.evaluate(untilPictureIsThere);
    return (await this.page.locator('.tab.active').getAttribute('data-resource-name')) ?? '';
  }

  /** Starts or stops the video by a click. */
  async click(): Promise<void> {
    await this.video.click();
  }

  /** Waits until half a second more of the video has been played. */
  async playing(): Promise<void> {
    await this.video.evaluate(untilPlayedOn);
  }

  /** The size of the picture in pixels. */
  size(): Promise<{ width: number; height: number }> {
    return this.video.evaluate(sizeOf);
  }
}

// These run in the page.

function untilPictureIsThere(element: unknown): Promise<void> {
  const video = element as VideoElement;
  return new Promise((resolve, reject) => {
    const enough = 2; // HAVE_CURRENT_DATA
    if (video.readyState >= enough) return resolve();
    video.addEventListener('loadeddata', () => resolve());
    video.addEventListener('error', () => reject(new Error(video.error?.message)));
  });
}

function untilPlayedOn(element: unknown): Promise<void> {
  const video = element as VideoElement;
  const from = video.currentTime;
  return new Promise((resolve) => {
    video.addEventListener('timeupdate', () => {
      if (!video.paused && video.currentTime >= from + 0.5) resolve();
    });
  });
}

function sizeOf(element: unknown): { width: number; height: number } {
  const { videoWidth: width, videoHeight: height } = element as VideoElement;
  return { width, height };
}
