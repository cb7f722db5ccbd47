import { archiveIn, DiskStorage, storeOn } from './diskList';
import { endedAt, endedFrom } from './listHarness';

/** Where the process wants to be killed. */
export type Moment =
  | 'beforeAppend'
  | 'inAppend'
  | 'afterAppend'
  | 'inStateWrite'
  | 'afterStateWrite'
  | 'atWork';

const [folder = '', moment] = process.argv.slice(2);
const storage = new DiskStorage(folder);
const file = archiveIn(folder);
const append = file.append.bind(file);
const update = storage.update.bind(storage);

/** Says that the moment has come, and does nothing more. */
function waitForTheEnd(): Promise<never> {
  process.send?.('there');
  return new Promise(() => {});
}

function stopAtTheMoment(): void {
  file.append = async (text) => {
    if (moment === 'beforeAppend') await waitForTheEnd();
    await append(moment === 'inAppend' ? text.slice(0, text.length / 2) : text);
    if (moment !== 'inStateWrite' && moment !== 'afterStateWrite') await waitForTheEnd();
  };
  storage.update = async (key, value) => {
    if (moment === 'inStateWrite') await waitForTheEnd();
    await update(key, value);
    await waitForTheEnd();
  };
}

/** Goes on and on, and says each time which number is safe. */
async function work(store: ReturnType<typeof storeOn>): Promise<void> {
  for (let second = 1001; ; second += 50) {
    store.restore(endedFrom(second, 50));
    await store.flush();
    process.send?.(second + 49);
  }
}

async function main(): Promise<void> {
  const store = storeOn(storage, file);
  store.restore(endedFrom(1, 1000));
  await store.flush();
  if (moment === 'atWork') return work(store);
  stopAtTheMoment();
  store.restore([endedAt(1001)]);
  return store.flush();
}

// Once the parent has gone, nobody is left to kill it.
process.once('disconnect', () => process.exit());
void main();
