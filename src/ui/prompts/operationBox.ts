import * as vscode from 'vscode';
import { t } from '../language/t';
import { inBox } from '../messages/literalText';
import { BoxText, isLikelyPaste } from './boxText';
import type { GivenText } from './givenText';
import type { OpenReference } from './referenceLocator';
import { clipboardText } from './textAtHand';
import type { Interpretation, TextInterpreter } from './textInterpreter';
import { type Finish, untilHidden } from './untilHidden';

/** The text that a person entered, and what it means. */
export interface AcceptedText {
  readonly interpretation: Exclude<Interpretation, { kind: 'refused' }>;
  readonly given: GivenText;
}

/** What the box shows when it opens. */
export interface InitialContent {
  readonly value?: string;
  /** The text that the value stands for. */
  readonly given?: GivenText;
  /** Whether the person has just typed or pasted the value elsewhere. The box then reacts as if it came in here. */
  readonly isNew?: boolean;
  readonly message?: vscode.InputBox['validationMessage'];
}

/** Asks in a box until its text names an operation; undefined when the person gave up. */
export function askInBox(
  interpreter: TextInterpreter,
  content: InitialContent,
): Promise<AcceptedText | undefined> {
  return new OperationBox(interpreter, content).answer();
}

class OperationBox {
  private readonly box = vscode.window.createInputBox();
  private readonly boxText: BoxText;
  private before: string;
  private recognizing: Promise<boolean> = Promise.resolve(false);

  constructor(
    private readonly interpreter: TextInterpreter,
    { value = '', given, isNew = false, message }: InitialContent,
  ) {
    this.boxText = new BoxText(value, given);
    this.before = isNew ? '' : value;
    const { box } = this;
    box.title = t('Check Veo operation');
    box.prompt = promptWords();
    box.placeholder = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
    box.value = value;
    box.validationMessage = message;
    box.ignoreFocusOut = true;
  }

  answer(): Promise<AcceptedText | undefined> {
    const { box } = this;
    const answer = untilHidden<AcceptedText>(box, (finish) => {
      box.onDidChangeValue(() => this.valueChanged());
      box.onDidAccept(() => this.accept(finish));
    });
    if (this.before !== box.value) this.valueChanged();
    return answer;
  }

  private valueChanged(): void {
    const { value } = this.box;
    const isPaste = isLikelyPaste(this.before, value);
    this.before = value;
    this.showInterpretation();
    if (!isPaste) return;
    this.recognizing = this.boxText.recognize(value, clipboardText);
    void this.recognizing.then(
      (isRecognized) => isRecognized && this.box.value === value && this.showInterpretation(),
    );
  }

  /** Says why the text cannot be used, or how many operations it names and where they will be checked. */
  private showInterpretation(): void {
    const given = this.boxText.behind(this.box.value);
    const interpretation = given.text.trim() === '' ? undefined : this.interpreter.interpret(given.parsed);
    this.box.validationMessage = remarkOn(interpretation);
    this.box.prompt = inBox((interpretation && this.enterWords(interpretation)) ?? promptWords());
  }

  /** What Enter will do; undefined where nothing is to be said beside the prompt. */
  private enterWords(interpretation: Interpretation): string | undefined {
    const count =
      interpretation.kind === 'operations'
        ? interpretation.operations.length + interpretation.open.length
        : 1;
    const destination = this.interpreter.destinationOf(interpretation);
    if (destination === undefined) {
      return count > 1 ? t('{0} operations. Press Enter to check them.', count) : undefined;
    }
    return count > 1
      ? t('{0} operations. Press Enter to check them at {1}.', count, destination)
      : t('It is looked for at {0}.', destination);
  }

  /**
   * Closes the box at once when the text can be used. A refused text is looked for in the archive, which may know its
   * endpoint, unless the person has changed it meanwhile.
   */
  private accept(finish: Finish<AcceptedText>): void {
    const { value } = this.box;
    const interpretation = this.interpreter.interpret(this.boxText.behind(value).parsed);
    this.box.validationMessage = remarkOn(interpretation);
    const withArchive = this.interpretWithArchive(value);
    if (interpretation.kind === 'refused') {
      void withArchive.then((text) => isAccepted(text) && this.box.value === value && finish(text));
    } else {
      finish(withArchive.then((text) => (isAccepted(text) ? text : { ...text, interpretation })));
    }
  }

  /** Waits for the line breaks of a paste, which the clipboard has. */
  private async interpretWithArchive(
    value: string,
  ): Promise<{ interpretation: Interpretation; given: GivenText }> {
    await this.recognizing;
    const given = this.boxText.behind(value);
    return { interpretation: await this.interpreter.interpretWithArchive(given.parsed), given };
  }
}

function promptWords(): string {
  return t('A name, an ID, a status address, a curl line, or the whole answer of the API');
}

/** Why a text cannot be used, or what is still to be asked before it can. */
export function remarkOn(interpretation: Interpretation | undefined): vscode.InputBox['validationMessage'] {
  if (interpretation?.kind === 'refused') return inBox(interpretation.reason);
  const question = interpretation && questionAbout(interpretation);
  return question && { message: inBox(question), severity: vscode.InputBoxValidationSeverity.Info };
}

function questionAbout(interpretation: Exclude<Interpretation, { kind: 'refused' }>): string | undefined {
  if (interpretation.kind === 'bareId') return interpretation.homes.length > 1 ? choiceWords() : undefined;
  const [open] = interpretation.open;
  return open && openWords(open);
}

function openWords({ location }: OpenReference): string {
  return location.kind === 'newAddress'
    ? t('{0} is none of your endpoints. Press Enter to add it.', new URL(location.root).host)
    : choiceWords();
}

function choiceWords(): string {
  return t('It may belong to several of your endpoints. Press Enter to choose.');
}

function isAccepted(text: { interpretation: Interpretation; given: GivenText }): text is AcceptedText {
  return text.interpretation.kind !== 'refused';
}
