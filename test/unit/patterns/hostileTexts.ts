import { type AST, parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp';

/** A text that is a beginning, one part many times, and an end. */
export interface HostileText {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/** The text of so many characters. */
export function textOf({ before, repeated, after }: HostileText, length: number): string {
  return before + repeated.repeat(Math.ceil(length / repeated.length)) + after;
}

/**
 * Texts that a pattern nearly matches in many ways: what leads to each of its repetitions, then the repeated part so
 * often, then what does not go on as the pattern does.
 */
export function hostileTexts(pattern: RegExp): HostileText[] {
  const tree = parseRegExpLiteral(pattern);
  const samplers = Array.from({ length: WAYS }, (_, way) => new Sampler(tree, way));
  const texts = repetitionsIn(tree).flatMap((quantifier) =>
    samplers.flatMap((sampler) => textsAround(quantifier, sampler)),
  );
  return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()];
}

/** How many alternatives of each group lead to a repetition, one after the other. */
const WAYS = 3;
/** A repetition that ends soon cannot be made long; many short ones behind one another are told by what leads to the next. */
const SHORTEST_REPETITION = 10;

function repetitionsIn(tree: AST.RegExpLiteral): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  visitRegExpAST(tree, {
    onQuantifierEnter: (quantifier) => {
      if (quantifier.max >= SHORTEST_REPETITION) found.push(quantifier);
    },
  });
  return found;
}

function textsAround(quantifier: AST.Quantifier, sampler: Sampler): HostileText[] {
  const lead = sampler.before(quantifier);
  const rest = sampler.behind(quantifier);
  const ends = ['', '\u0000', '\n', rest.slice(0, -1), `${rest}\u0000`];
  const elements = sampler.some(quantifier.element).filter((element) => element !== '');
  const repeated = elements.flatMap((element) => [
    { before: lead, repeated: element },
    { before: '', repeated: lead + element },
    { before: lead, repeated: element + rest },
    { before: '', repeated: lead + element + rest.slice(0, -1) },
  ]);
  return repeated.flatMap((text) => ends.map((after) => ({ ...text, after })));
}

/** Of each kind that patterns tell apart; those of other scripts are rare in them. */
const CHARACTERS = [
  ...'a1 /A_-.=:;,\'"`<>()[]{}\\|*+?!#%&@$~^\tz9f\n\u0000\u0007\u001b\u009b\u009d\u00a0\u200b\u2800\u00e9\ufe0f\u2028…–灯',
  '\u{1f3ee}',
];

type SetOfCharacters = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** Makes texts that parts of a pattern match. */
class Sampler {
  private readonly flags: string;
  /** Of each set, the characters of it; what other sets have too is where a match may go wrong in many ways. */
  private readonly characters = new Map<string, string[]>();

  /** @param way which alternative of each group is taken, and which character of each set */
  constructor(
    tree: AST.RegExpLiteral,
    private readonly way: number,
  ) {
    this.flags = tree.flags.raw.replace(/[gy]/g, '');
    const raws = new Set<string>();
    const add = (set: SetOfCharacters) => {
      // Within a class they are members of it.
      if (['Alternative', 'Quantifier'].includes(set.parent?.type ?? '')) raws.add(set.raw);
    };
    visitRegExpAST(tree, {
      onCharacterEnter: add,
      onCharacterSetEnter: add,
      onCharacterClassEnter: add,
    });
    const sets = [...raws].map((raw) => this.charactersOf(raw));
    const shared = (character: string) => sets.filter((set) => set.includes(character)).length;
    for (const raw of raws) {
      const own = this.charactersOf(raw);
      this.characters.set(raw, own.sort((a, b) => shared(b) - shared(a)).slice(0, MAX_SAMPLES));
    }
  }

  /** Some texts that a part matches. */
  some(part: AST.Element): string[] {
    if (isSet(part)) return this.characters.get(part.raw) ?? [];
    if (part.type === 'Group' || part.type === 'CapturingGroup') {
      return part.alternatives.map(({ elements }) => this.sequence(elements));
    }
    return [this.one(part)];
  }

  /** What leads to a part, in all that stands around it. */
  before(part: AST.Element): string {
    return this.around(
      part,
      (siblings, at) => siblings.slice(0, at),
      (inner, outer) => outer + inner,
    );
  }

  /** What is to follow a part. */
  behind(part: AST.Element): string {
    return this.around(
      part,
      (siblings, at) => siblings.slice(at + 1),
      (inner, outer) => inner + outer,
    );
  }

  private around(
    part: AST.Element,
    siblingsOf: (siblings: readonly AST.Element[], at: number) => readonly AST.Element[],
    join: (inner: string, outer: string) => string,
  ): string {
    let text = '';
    for (let node: AST.Node | null = part; node; node = node.parent) {
      if (node.parent?.type !== 'Alternative') continue;
      const { elements } = node.parent;
      text = join(text, this.sequence(siblingsOf(elements, elements.indexOf(node as AST.Element))));
    }
    return text;
  }

  private sequence(elements: readonly AST.Element[]): string {
    return elements.map((element) => this.one(element)).join('');
  }

  private one(part: AST.Element): string {
    if (isSet(part)) return this.chosen(this.characters.get(part.raw) ?? []) ?? '';
    switch (part.type) {
      case 'Quantifier':
        return this.one(part.element).repeat(Math.max(part.min, part.max > 0 ? 1 : 0));
      case 'Group':
      case 'CapturingGroup':
        return this.sequence(this.chosen(part.alternatives)?.elements ?? []);
      default:
        return '';
    }
  }

  private chosen<T>(all: readonly T[]): T | undefined {
    return all[this.way % all.length];
  }

  private charactersOf(raw: string): string[] {
    const set = new RegExp(`^(?:${raw})$`, this.flags);
    const known = CHARACTERS.filter((character) => set.test(character));
    return known.length > 0 ? known : rareCharacters(set);
  }
}

/** Characters of each set that are tried. */
const MAX_SAMPLES = 3;

function isSet(part: AST.Element): part is SetOfCharacters {
  return part.type === 'Character' || part.type === 'CharacterSet' || part.type === 'CharacterClass';
}

/** The first of a set that has none of the usual ones. */
function rareCharacters(set: RegExp): string[] {
  for (let code = 0; code < 0x1_0000; code++) {
    const character = String.fromCharCode(code);
    if (set.test(character)) return [character];
  }
  return [];
}
