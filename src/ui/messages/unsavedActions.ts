import type { Operation } from '../../operations/operation';
import { needsSaving } from '../../operations/video';
import { t } from '../language/t';
import type { Action } from './offer';

/** What a message about several operations offers where videos of theirs are only on the server. */
export function unsavedActions(operations: readonly Operation[]): readonly Action[] {
  const unsaved = operations.filter(({ videos }) => videos.some(needsSaving));
  return unsaved.length > 0 ? [[t('Download All Unsaved…'), 'veo.downloadUnsaved', unsaved]] : [];
}
