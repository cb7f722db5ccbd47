import type { Time } from './time';

/** Whether some work ends within so many ms; it goes on in any case. @throws the reason when it is rejected by then */
export function endsWithin(
  ms: number,
  work: Promise<unknown>,
  time: Pick<Time, 'setTimeout' | 'clearTimeout'>,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = time.setTimeout(() => resolve(false), ms);
    work.then(() => resolve(true), reject).finally(() => time.clearTimeout(timer));
  });
}
