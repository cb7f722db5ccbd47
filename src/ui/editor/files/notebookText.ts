import * as v from 'valibot';
import type * as vscode from 'vscode';
import { parseJson } from '../../../outside/json';

const text = v.fallback(v.union([v.string(), v.array(v.string())]), '');
const lines = v.fallback(v.array(v.string()), []);
/** The parts of a notebook file that hold text (nbformat.readthedocs.io/en/latest/format_description.html). */
const notebook = v.object({
  cells: v.array(
    v.object({
      source: v.optional(text),
      outputs: v.optional(
        v.array(
          v.object({
            text: v.optional(text),
            data: v.optional(v.record(v.string(), v.unknown())),
            // Of an error: its lines, the message among them.
            traceback: v.optional(lines),
          }),
        ),
      ),
    }),
  ),
});
type Text = v.InferOutput<typeof text>;

/** The cells and the text outputs of a notebook file, without its pictures; the file as it is where it is no notebook. */
export function notebookText(file: string): string {
  const parsed = v.safeParse(notebook, parseJson(file));
  if (!parsed.success) return file;
  const texts = parsed.output.cells.flatMap(({ source = '', outputs = [] }) => [
    joined(source),
    ...outputs.flatMap(({ text: printed = '', data = {}, traceback = [] }) => [
      joined(printed),
      ...dataTexts(data),
      ...traceback,
    ]),
  ]);
  return texts.filter((one) => one !== '').join('\n');
}

/** The same of a notebook that is open, with what is not saved yet. */
export function openNotebookText(document: vscode.NotebookDocument): string {
  const decoder = new TextDecoder();
  const texts = document.getCells().flatMap((cell) => {
    const items = cell.outputs.flatMap((output) => output.items).filter(({ mime }) => isText(mime));
    return [cell.document.getText(), ...items.map(({ data }) => decoder.decode(data))];
  });
  return texts.join('\n');
}

function joined(lines: Text): string {
  return typeof lines === 'string' ? lines : lines.join('');
}

function dataTexts(data: Readonly<Record<string, unknown>>): string[] {
  const shown = Object.entries(data).filter(([mime]) => isText(mime));
  return shown.map(([mime, value]) =>
    /json$/.test(mime) ? JSON.stringify(value) : joined(v.parse(text, value)),
  );
}

/** Jupyter's own types for what a program prints are such as `application/vnd.code.notebook.stdout`. */
function isText(mime: string): boolean {
  return /^text\/(?!html)|json$|[.]std(?:out|err)$|[.]error$/.test(mime);
}
