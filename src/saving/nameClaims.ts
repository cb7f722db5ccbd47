import { operationKey } from '../operations/operation';
import type { VideoTarget } from './downloads';

/**
 * Names that videos are being given now. Two of one label come at once, and which of them a new file is of shows only
 * when the sidecar beside it is written.
 */
export class NameClaims {
  private readonly owners = new Map<string, string>();

  /**
   * Whether a name, as of `fileOf`, is free for this video. Many file systems tell neither capitals nor the two ways of
   * writing an accent apart.
   */
  take(file: string, target: VideoTarget): boolean {
    const owner = ownerOf(target);
    const place = file.normalize('NFC').toLowerCase();
    if ((this.owners.get(place) ?? owner) !== owner) return false;
    this.owners.set(place, owner);
    return true;
  }

  release(target: VideoTarget): void {
    const owner = ownerOf(target);
    for (const [place, of] of this.owners) if (of === owner) this.owners.delete(place);
  }
}

function ownerOf({ operation, index }: VideoTarget): string {
  return `${operationKey(operation)} ${index}`;
}
