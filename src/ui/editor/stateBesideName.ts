import { hasEnded, type Operation } from '../../operations/operation';
import { type Availability, availabilitiesOf, isLost } from '../../operations/video';
import { t, textKey } from '../language/t';
import { type Circumstances, followingWords, timeWords } from '../messages/followingWords';
import { problemWords } from '../messages/problemWords';
import { stateWord } from '../messages/stateWords';

/** What has become of a video, where it is no longer only at the server. */
const AVAILABILITIES: Readonly<Partial<Record<Availability, string>>> = {
  saved: textKey('saved'),
  gone: textKey('gone'),
  expired: textKey('expired'),
};

/** The state of an operation as it is shown beside its name, such as "running · 1 min 20 s, usually 1 min 30 s". */
export function stateBesideName(operation: Operation, now: number, circumstances: Circumstances): string {
  const { problem } = operation;
  const details = [
    problem && problemWords(problem),
    ...followingWords(operation, now, circumstances),
    hasEnded(operation) ? availabilityIn(operation, now) : timeWords(operation, now, circumstances.known),
  ];
  return [stateWord(operation), ...details.filter((detail) => detail !== undefined)].join(' · ');
}

/** Whether a video of the operation can be played: it is saved, or the server still has it. */
export function isPlayable({ videos }: Operation, now: number): boolean {
  return videos.some((video) => !isLost(video, now));
}

function availabilityIn(operation: Operation, now: number): string | undefined {
  const [availability] = availabilitiesOf(operation, now);
  const words = availability && AVAILABILITIES[availability];
  return words === undefined ? undefined : t(words);
}
