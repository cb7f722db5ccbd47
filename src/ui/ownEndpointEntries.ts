import { orSettingsFault } from './messages/commandError';
import type { CurrentSettings } from './settings';

/** The entries of `veo.endpoints` as they are, so that those that we cannot read stay in it. */
export function ownEntries({ value }: CurrentSettings): readonly unknown[] {
  return Array.isArray(value.endpoints) ? value.endpoints : [];
}

export function idOfEntry(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

/**
 * Changes fields of an entry. It keeps all others, those that we do not know too; an undefined one is removed.
 *
 * @throws CommandError when the settings cannot be written
 */
export async function changeEntry(settings: CurrentSettings, id: string, changes: object): Promise<void> {
  const entries = ownEntries(settings).map((entry) =>
    idOfEntry(entry) === id ? withoutUndefined({ ...(entry as object), ...changes }) : entry,
  );
  await orSettingsFault(settings.change('endpoints', entries));
}

/** What the settings hold is compared with what was written, where an undefined field is none. */
function withoutUndefined(entry: object): object {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
