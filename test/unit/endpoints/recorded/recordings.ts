import { AIML } from './aiml';
import { BIFROST } from './bifrost';
import { AGENT_PLATFORM, GEMINI, INTERACTIONS } from './google';
import { KIE } from './kie';
import { LITELLM } from './litellm';
import { APIYI, COMETAPI, NEW_API_ANSWERS, POLOAPI } from './newApiKin';
import { OFOX } from './ofox';
import { OPENROUTER } from './openrouter';
import { QINIU } from './qiniu';
import type { RecordedAnswer } from './recordedAnswer';
import { TOGETHER } from './together';

/** The answers of every service that has a preset, and of Google, read on 2026-11-29. */
export const RECORDINGS: readonly RecordedAnswer[] = [
  ...OPENROUTER,
  ...OFOX,
  ...NEW_API_ANSWERS,
  ...COMETAPI,
  ...BIFROST,
  ...APIYI,
  ...POLOAPI,
  ...QINIU,
  ...AIML,
  ...KIE,
  ...TOGETHER,
  ...LITELLM,
  ...GEMINI,
  ...INTERACTIONS,
  ...AGENT_PLATFORM,
];
