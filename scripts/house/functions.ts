import type { SourceFile } from './sourceFiles';
import { nameOf, type SyntaxNode } from './syntax';

/** A function that has a name: declared, a method, or a value of a constant or of a property. */
export interface NamedFunction {
  readonly name: string;
  readonly file: SourceFile;
  readonly line: number;
  /** From its signature to its closing brace. */
  readonly lines: number;
  /** Between its braces. */
  readonly bodyLines: number;
  /** Whether it only calls another function, with exactly its own parameters. */
  readonly forwards: boolean;
}

const FUNCTION_TYPES = ['FunctionDeclaration', 'ClassMethod', 'ClassPrivateMethod', 'ObjectMethod'];
const VALUE_TYPES = ['ArrowFunctionExpression', 'FunctionExpression'];
const CALL_TYPES = ['CallExpression', 'OptionalCallExpression'];
const MEMBER_TYPES = ['MemberExpression', 'OptionalMemberExpression'];

/** The named functions of a file. Callbacks without a name count as part of the function around them. */
export function namedFunctions(file: SourceFile): NamedFunction[] {
  return file.nodes.flatMap((node) => {
    const found = namedFunction(node);
    if (!found) return [];
    const { name, value } = found;
    const { start } = value.loc;
    const sizes = { lines: linesOf(value), bodyLines: bodyLinesOf(value) };
    return [{ name, file, line: start.line, ...sizes, forwards: onlyForwards(value) }];
  });
}

function namedFunction(node: SyntaxNode): { name: string; value: SyntaxNode } | undefined {
  if (FUNCTION_TYPES.includes(node.type)) {
    const name = nameOf(node.id ?? node.key);
    return name === undefined ? undefined : { name, value: node };
  }
  const value = (node.init ?? node.value) as SyntaxNode | undefined;
  if (!VALUE_TYPES.includes(value?.type ?? '')) return undefined;
  const name = nameOf(node.id ?? node.key);
  return name === undefined || value === undefined ? undefined : { name, value };
}

function linesOf({ loc }: SyntaxNode): number {
  return loc.end.line - loc.start.line + 1;
}

function bodyLinesOf({ body }: SyntaxNode): number {
  const node = body as SyntaxNode;
  return node.type === 'BlockStatement' ? Math.max(linesOf(node) - 2, 1) : linesOf(node);
}

function onlyForwards({ kind, params = [], body }: SyntaxNode): boolean {
  if (kind === 'constructor') return false;
  const call = onlyCall(body);
  if (!call || !isPath(call.callee)) return false;
  const given = params.map(parameterName);
  const handedOn = (call.arguments ?? []).map(argumentName);
  return given.length === handedOn.length && given.every((name, i) => name !== '' && name === handedOn[i]);
}

/** The call that a body consists of. */
function onlyCall(body: SyntaxNode['body']): SyntaxNode | undefined {
  if (!body || Array.isArray(body)) return undefined;
  const node = body as SyntaxNode;
  if (CALL_TYPES.includes(node.type)) return node;
  if (['AwaitExpression', 'UnaryExpression', 'ReturnStatement'].includes(node.type))
    return onlyCall(node.argument ?? undefined);
  if (node.type === 'ExpressionStatement') return onlyCall(node.expression as SyntaxNode);
  const [statement, ...others] = Array.isArray(node.body) ? node.body : [];
  return node.type === 'BlockStatement' && others.length === 0 ? onlyCall(statement) : undefined;
}

/** Whether a callee is a name, or a path of names such as `this.limiter.release`. */
function isPath(node: SyntaxNode | undefined): boolean {
  if (!node) return false;
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  return MEMBER_TYPES.includes(node.type) && !node.computed && isPath(node.object);
}

function parameterName(node: SyntaxNode): string {
  if (node.type === 'RestElement') return `...${nameOf(node.argument) ?? ''}`;
  return nameOf(node.type === 'AssignmentPattern' ? node.left : node) ?? '';
}

function argumentName(node: SyntaxNode): string {
  return node.type === 'SpreadElement' ? `...${nameOf(node.argument) ?? ''}` : (nameOf(node) ?? '');
}
