import { checksum } from './checksum';

/** Whose video a signed address gives. */
interface SignedVideo {
  /** The service that signed it. */
  readonly service: string;
  readonly id: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

/** The path and the query of a signed address. As at most hosts, whoever has it needs no key. */
export function signedPath(video: SignedVideo): string {
  const { service, id, expiresAt } = video;
  const seconds = Math.floor(expiresAt / 1000);
  return `/signed/${service}/${encodeURIComponent(id)}.mp4?e=${seconds}&token=${signatureOf(video)}`;
}

/** The signature of a video, which another host or another time does not have. It detects mistakes, not forgeries. */
export function signatureOf({ service, id, expiresAt }: SignedVideo): string {
  const parts = ['1', '2', '3', '4'].map((part) =>
    checksum(`${part} ${service} ${id} ${Math.floor(expiresAt / 1000)}`),
  );
  return Buffer.from(parts.map((part) => part.toString(16).padStart(8, '0')).join(''), 'hex').toString(
    'base64url',
  );
}
