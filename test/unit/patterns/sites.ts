import { type ParseResult, parse } from '@babel/parser';

/** Where a source makes a regular expression: a literal, or a call of `RegExp`. */
export interface Site {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Of a literal; what a call makes is only known when it runs. */
  readonly literal?: RegExp;
}

/** The places of a source that make regular expressions, and those that make them in a way which cannot be followed. */
export interface Sites {
  readonly sites: readonly Site[];
  readonly hidden: readonly string[];
}

/** What all nodes of a syntax tree have, and what those have that are looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number } };
  readonly name?: string;
  readonly pattern?: string;
  readonly flags?: string;
  readonly operator?: string;
  readonly callee?: Node;
  readonly property?: Node;
  readonly right?: Node;
  readonly arguments?: readonly Node[];
}

/** Methods that make a regular expression of a text. */
const MAKES_PATTERN = ['match', 'matchAll', 'search'];

/** Finds them in the syntax tree, where no string or comment passes for one. */
export function sitesIn(source: string): Sites {
  const nodes = nodesOf(parse(source, { sourceType: 'module', plugins: ['typescript'] }).program);
  const sites = nodes.flatMap((node) => siteOf(node) ?? []);
  const followed = new Set(nodes.flatMap((node) => followedIn(node)));
  const hidden = nodes.filter((node) => isHidden(node, followed));
  return { sites, hidden: hidden.map(({ start, end }) => source.slice(start, end)) };
}

function nodesOf(value: ParseResult['program'] | unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(nodesOf);
  return 'type' in value && 'start' in value ? [value as Node, ...below] : below;
}

function siteOf(node: Node): Site | undefined {
  const { type, start, end, pattern = '', flags } = node;
  const at = { start, end, line: node.loc.start.line };
  if (type === 'RegExpLiteral') return { ...at, literal: new RegExp(pattern, flags) };
  return isCallOfRegExp(node) ? at : undefined;
}

function isCallOfRegExp({ type, callee }: Node): boolean {
  return ['NewExpression', 'CallExpression'].includes(type) && callee?.name === 'RegExp';
}

/** The names `RegExp` that a call or `instanceof` explains, and those of types, which make nothing. */
function followedIn(node: Node): readonly unknown[] {
  if (isCallOfRegExp(node)) return [node.callee];
  if (node.type === 'BinaryExpression' && node.operator === 'instanceof') return [node.right];
  return node.type === 'TSTypeReference' ? nodesOf(node).slice(1) : [];
}

function isHidden(node: Node, followed: ReadonlySet<unknown>): boolean {
  if (node.type === 'Identifier' && node.name === 'RegExp') return !followed.has(node);
  const method = node.type === 'CallExpression' ? node.callee?.property?.name : undefined;
  const given = node.arguments?.[0]?.type ?? '';
  return MAKES_PATTERN.includes(method ?? '') && ['StringLiteral', 'TemplateLiteral'].includes(given);
}
