import { runningOperation, startGateway } from '../../test/workbench/gateway';
import { VeoWindow } from '../../test/workbench/veoWindow';
import type { Album, Clip } from './album';

const SHOTS = [
  'Lantern festival',
  'Bình minh Hạ Long',
  'Night market',
  'Storm over the bay',
  'A cat on the moon',
  'Red sails at dawn',
  'Old quarter in rain',
  'Rice terraces',
  'Train street',
  'Water puppets',
  'Dragon boat race',
  'Fireworks at Tết',
];
/** What stands in the window apart from the end of the editor. */
const CLIP: Clip = { x: 0, y: 0, width: 900, height: 600 };
/** ms of the gateway's clock. */
const OF_A_VIDEO_MS = 60_000;
/** ms that a frame of the moving picture is shown for. */
const SHORT_MS = 1500;
const LONG_MS = 3000;

export type Theme = 'light' | 'dark';

const THEMES: Readonly<Record<Theme, string>> = { light: 'Light 2026', dark: 'Dark 2026' };

/**
 * Follows twelve operations from the lines of a log to files under their names, and takes the pictures of the
 * walkthrough on the way. A box closes when the theme is changed, so that each theme has a run of its own.
 */
export async function tellBatch(album: Album, theme: Theme): Promise<void> {
  let ahead = 0;
  const gateway = await startGateway(() => Date.now() + ahead);
  const names = SHOTS.map((_, at) =>
    runningOperation(gateway, {
      model: 'veo-3.1-fast-generate-001',
      durationSeconds: OF_A_VIDEO_MS / 1000,
      outcome: outcomeOf(at),
    }),
  );
  const log = SHOTS.map((shot, at) => `[${at + 1}/12] ${shot} -> ${names[at]}`).join('\n');
  const veo = await VeoWindow.open(gateway, {
    settings: {
      'workbench.colorTheme': THEMES[theme],
      'editor.minimap.enabled': false,
      'veo.checking.requestsPerMinute': 600,
      'veo.download.folder': 'videos',
    },
    files: { 'run.log': `${log}\n` },
    folderName: 'ha-long-film',
  });
  const { workbench } = veo;
  const frame = (ms: number) => (theme === 'dark' ? album.frame(workbench.page, ms) : undefined);
  const still = (name: string) => album.still(workbench.page, `walkthrough/${name}-${theme}`, CLIP);
  try {
    await workbench.openFile('run.log');
    await workbench.showContainer('Veo');
    await frame(LONG_MS);
    await workbench.setClipboard(log);
    await workbench.runCommand('Check Veo operation');
    await workbench.quickInput.locator.getByText('Check 12 operations from the clipboard').waitFor();
    await still('check');
    await frame(LONG_MS);
    await workbench.page.keyboard.press('Enter');
    await veo.keyBox.waitFor();
    await still('key');
    await frame(SHORT_MS);
    await veo.giveKey();
    await workbench.toasts.with('12 operations: 12 running.').waitFor();
    await frame(LONG_MS);
    await workbench.toasts.dismiss('12 operations: 12 running.');
    ahead += OF_A_VIDEO_MS;
    await workbench.runCommand('Veo: Refresh Operations');
    await workbench.toasts.with('10 ready').waitFor();
    await frame(LONG_MS);
    await workbench.toasts.click('10 ready', 'Download All Unsaved…');
    await workbench.toasts.with('Saved').waitFor();
    await still('save');
    await frame(LONG_MS);
    if (theme === 'dark') await album.moving('screenshots/batch');
  } finally {
    await veo.close();
  }
}

function outcomeOf(at: number) {
  if (at === 3) return { kind: 'filtered', reasons: 'given' } as const;
  if (at === 7) return { kind: 'failed' } as const;
  return { kind: 'succeeded', samples: 1 } as const;
}

/** Shows what the simulator does for a person without a key. */
export async function tellSimulator(album: Album, theme: Theme): Promise<void> {
  const veo = await VeoWindow.open(await startGateway(), {
    settings: { 'workbench.colorTheme': THEMES[theme] },
    folderName: 'ha-long-film',
  });
  try {
    await veo.workbench.showContainer('Veo');
    await veo.workbench.runCommand('Veo: Try with the Built-in Simulator');
    await veo.status('4 running').waitFor();
    await album.still(veo.workbench.page, `walkthrough/try-${theme}`, CLIP);
  } finally {
    await veo.close();
  }
}
