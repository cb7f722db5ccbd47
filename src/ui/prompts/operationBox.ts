import * as vscode from 'vscode';
import { t } from '../language/t';
import { inBox } from '../messages/literalText';
import { isLikelyPaste, WholeText } from './boxText';
import type { GivenText } from './givenText';
import type { Interpretation, TextInterpreter } from './textInterpreter';

/** What a person asks for: what was understood, and of which text. */
export interface Asked {
  readonly understood: Exclude<Interpretation, { kind: 'refused' }>;
  readonly given: GivenText;
}

/** What the box begins with. */
export interface Beginning {
  readonly value?: string;
  /** The text that is meant by this value. */
  readonly given?: GivenText;
  /** What is to be said of it at once. */
  readonly message?: vscode.InputBox['validationMessage'];
}

/** Asks in a box until its text names an operation; undefined when the person gave up. */
export function askInBox(input: TextInterpreter, beginning: Beginning): Promise<Asked | undefined> {
  return new OperationBox(input, beginning).answer();
}

class OperationBox {
  private readonly box = vscode.window.createInputBox();
  private readonly whole: WholeText;
  private before: string;
  private recognizing: Promise<boolean> = Promise.resolve(false);

  constructor(
    private readonly input: TextInterpreter,
    { value = '', given, message }: Beginning,
  ) {
    this.whole = new WholeText(value, given);
    // A text that nobody knows the source of is as if it had just been pasted.
    this.before = given ? value : '';
    this.box.title = t('Check Veo operation');
    this.box.prompt = PROMPT();
    this.box.placeholder = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
    this.box.value = value;
    this.box.validationMessage = message;
    this.box.ignoreFocusOut = true;
  }

  answer(): Promise<Asked | undefined> {
    return new Promise((resolve) => {
      const finish = (accepted: Asked | Promise<Asked>) => {
        resolve(accepted);
        this.box.hide();
      };
      this.box.onDidChangeValue(() => this.valueChanged());
      this.box.onDidAccept(() => this.accept(finish));
      this.box.onDidHide(() => {
        resolve(undefined);
        this.box.dispose();
      });
      this.box.show();
      if (this.before !== this.box.value) this.valueChanged();
    });
  }

  private valueChanged(): void {
    const { value } = this.box;
    const isPaste = isLikelyPaste(this.before, value);
    this.before = value;
    this.comment();
    if (!isPaste) return;
    this.recognizing = this.whole.recognize(value);
    void this.recognizing.then((isKnown) => isKnown && this.box.value === value && this.comment());
  }

  /** Says why the text will not do, or how many operations it names and where they are looked for. */
  private comment(): void {
    const { text } = this.whole.behind(this.box.value);
    const understood = text.trim() === '' ? undefined : this.input.interpret(text);
    this.box.validationMessage = reasonOf(understood);
    this.box.prompt = inBox((understood && this.nextWords(understood)) ?? PROMPT());
  }

  /** What Enter does with what was understood, and where that goes. */
  private nextWords(understood: Interpretation): string | undefined {
    const count = understood.kind === 'operations' ? understood.operations.length : 1;
    const where = this.input.destination(understood);
    if (where === undefined)
      return count > 1 ? t('{0} operations. Press Enter to check them.', count) : undefined;
    return count > 1
      ? t('{0} operations. Press Enter to check them at {1}.', count, where)
      : t('It is looked for at {0}.', where);
  }

  private accept(finish: (accepted: Asked | Promise<Asked>) => void): void {
    const { value } = this.box;
    const understood = this.input.interpret(this.whole.behind(value).text);
    this.box.validationMessage = reasonOf(understood);
    const lookedUp = this.lookUp(value);
    // The archive may know where it belongs, unless the person has gone on to something else.
    if (understood.kind === 'refused') {
      void lookedUp.then((asked) => isUnderstood(asked) && this.box.value === value && finish(asked));
    } else {
      finish(lookedUp.then((asked) => (isUnderstood(asked) ? asked : { ...asked, understood })));
    }
  }

  /** What is meant by a value, with the lines of a paste that is not recognized yet and with what the archive knows. */
  private async lookUp(value: string): Promise<{ understood: Interpretation; given: GivenText }> {
    await this.recognizing;
    const given = this.whole.behind(value);
    return { understood: await this.input.interpretWithArchive(given.text), given };
  }
}

const PROMPT = () => t('A name, an ID, a status address, a curl line, or the whole answer of the API');

function reasonOf(understood: Interpretation | undefined): string | undefined {
  return understood?.kind === 'refused' ? inBox(understood.reason) : undefined;
}

function isUnderstood(looked: { understood: Interpretation; given: GivenText }): looked is Asked {
  return looked.understood.kind !== 'refused';
}
