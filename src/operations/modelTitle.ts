/** Parts of a model id that name its interface or its release, and not its version or kind. */
const OMITTED = /^(?:generate|preview|exp|\d{3}|\d{4}|latest)$/;

/** What people call a model: `veo-3.1-fast-generate-001` is "Veo 3.1 fast", `openai/sora-2-pro` is "Sora 2 pro". */
export function modelTitle(model: string): string {
  const [family = model, ...parts] = wordsOf(model);
  return [family.charAt(0).toUpperCase() + family.slice(1), ...parts].join(' ');
}

/** Like `modelTitle`, for narrow places: a Veo is known by its version, such as "3.1 fast". */
export function shortModelTitle(model: string): string {
  const [family, ...parts] = wordsOf(model);
  return family?.toLowerCase() === 'veo' && parts.length > 0 ? parts.join(' ') : modelTitle(model);
}

function wordsOf(model: string): string[] {
  const id = hyphenated(model.split('/').at(-1) ?? model);
  const words = id.split('-').filter((word) => word !== '');
  const kept = words.filter((word, index) => index === 0 || !OMITTED.test(word));
  return kept.length > 0 ? kept : [model];
}

/** Gateways also write `veo3.1-fast` and `veo3_fast` (docs.kie.ai/veo3-api; apidoc.cometapi.com). */
function hyphenated(id: string): string {
  return /^veo\d/i.test(id) ? `${id.slice(0, 3)}-${id.slice(3).replaceAll('_', '-')}` : id;
}
