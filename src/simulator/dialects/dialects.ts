import { aiml } from './aiml';
import { bifrost } from './bifrost';
import type { Dialect } from './dialect';
import { kie } from './kie';
import { apiyi, comet, newapi, polo } from './newApiKin';
import { ofox, openrouter } from './openrouter';
import { qiniu } from './qiniu';
import { together } from './together';

/** Every dialect that the simulator speaks, each below a root of its own. */
export const DIALECTS: readonly Dialect[] = [
  openrouter,
  ofox,
  newapi,
  comet,
  bifrost,
  apiyi,
  polo,
  together,
  qiniu,
  aiml,
  kie,
];
