import { startGateway } from '../../test/workbench/gateway';
import { type SimulatedBatch, SUCCEEDING_PROMPTS, startBatch } from '../../test/workbench/simulatedBatch';
import { VeoWindow } from '../../test/workbench/veoWindow';
import type { Album, Clip } from './album';

/** The part of the window that the animation shows: all but the bottom of the editor. */
const CLIP: Clip = { x: 0, y: 0, width: 900, height: 600 };
/** How long frames of the animation are shown. */
const SHORT_MS = 1500;
const LONG_MS = 3000;
/** Videos of the simulator take up to half a minute; the rest is for a slow machine. */
const SIMULATED_VIDEO_LIMIT_MS = 90_000;

export type Theme = 'light' | 'dark';

const THEMES: Readonly<Record<Theme, string>> = { light: 'Light 2026', dark: 'Dark 2026' };

/** A window that follows the batch, with functions that take pictures of it. */
interface RecordedWindow {
  readonly veo: VeoWindow;
  readonly batch: SimulatedBatch;
  readonly still: (name: string) => Promise<void>;
  readonly frame: (ms: number) => Promise<void>;
}

/**
 * Follows twelve operations from the lines of a log to files under their names, and takes the pictures of the
 * walkthrough. An input box closes when the theme changes, so each theme has a run of its own.
 */
export async function recordBatch(album: Album, theme: Theme): Promise<void> {
  const batch = await startBatch('veo-3.1-fast-generate-001');
  const veo = await openWindow(theme, batch);
  const { page } = veo.workbench;
  const recorded: RecordedWindow = {
    veo,
    batch,
    still: (name) => album.still(page, `walkthrough/${name}-${theme}`, CLIP),
    frame: async (ms) => (theme === 'dark' ? album.frame(page, ms) : undefined),
  };
  try {
    await recordCheck(recorded);
    await recordRunning(recorded);
    await recordDownload(recorded);
    if (theme === 'dark') await album.moving('screenshots/batch');
  } finally {
    await veo.close();
  }
}

function openWindow(theme: Theme, { gateway, lines }: SimulatedBatch): Promise<VeoWindow> {
  return VeoWindow.open(gateway, {
    settings: {
      'workbench.colorTheme': THEMES[theme],
      'editor.minimap.enabled': false,
      'veo.checking.requestsPerMinute': 600,
      'veo.download.folder': 'videos',
    },
    files: { 'run.log': `${lines.join('\n')}\n` },
    folderName: 'ha-long-film',
  });
}

async function recordCheck({ veo, batch, still, frame }: RecordedWindow): Promise<void> {
  const { workbench } = veo;
  await workbench.openFile('run.log');
  await workbench.showContainer('Veo');
  await frame(LONG_MS);
  await workbench.setClipboard(batch.lines.join('\n'));
  await workbench.runCommand('Check Veo operation');
  await workbench.quickInput.locator.getByText('Check 12 operations from the clipboard').waitFor();
  // The box opens below the mouse, which shows its placeholder as a tooltip.
  await workbench.page.mouse.move(CLIP.width, CLIP.height);
  await workbench.page.locator('.workbench-hover:visible').waitFor({ state: 'detached' });
  await still('check');
  await frame(LONG_MS);
  await workbench.page.keyboard.press('Enter');
  await veo.keyBox.waitFor();
  await still('key');
  await frame(SHORT_MS);
  await veo.enterKey();
}

async function recordRunning({ veo, frame }: RecordedWindow): Promise<void> {
  await veo.workbench.toasts.with('12 operations: 12 running.').waitFor();
  await frame(LONG_MS);
  await veo.workbench.toasts.dismiss('12 operations: 12 running.');
}

async function recordDownload({ veo, batch, still, frame }: RecordedWindow): Promise<void> {
  const { toasts } = veo.workbench;
  batch.finishAll();
  await veo.workbench.runCommand('Veo: Refresh Operations');
  await toasts.with('10 ready').waitFor();
  await frame(LONG_MS);
  await toasts.click('10 ready', 'Download All Unsaved…');
  await toasts.with('Saved').waitFor();
  // The rows are drawn after the message.
  for (const prompt of SUCCEEDING_PROMPTS) await veo.tree.row(new RegExp(`${prompt}.*saved`)).waitFor();
  await veo.workbench.page.mouse.move(CLIP.width, CLIP.height);
  await still('save');
  await frame(LONG_MS);
}

/** Takes the picture of the walkthrough that shows operations of the simulator, once one of them has its video. */
export async function recordSimulator(album: Album, theme: Theme): Promise<void> {
  const veo = await VeoWindow.open(await startGateway(), {
    settings: { 'workbench.colorTheme': THEMES[theme] },
    folderName: 'ha-long-film',
  });
  try {
    await veo.workbench.showContainer('Veo');
    await veo.workbench.runCommand('Veo: Try with the Built-in Simulator');
    await veo.tree.row(/ h left/).locator.waitFor({ timeout: SIMULATED_VIDEO_LIMIT_MS });
    await veo.badge.waitFor({ state: 'hidden' });
    await album.still(veo.workbench.page, `walkthrough/try-${theme}`, CLIP);
  } finally {
    await veo.close();
  }
}
