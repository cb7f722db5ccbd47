import type { Operation, SucceededOperation, Video } from '../../operations/operation';

/** A row of the tree. A row keeps its object as long as it is listed. */
export type TreeNode = OperationNode | VideoNode | OlderNode;

export class OperationNode {
  readonly kind = 'operation';
  private rows: readonly VideoNode[] = [];

  constructor(
    readonly key: string,
    public operation: Operation,
  ) {}

  /** The rows of its videos, unless there is only one: that one shares the row of the operation. */
  get videos(): readonly VideoNode[] {
    const count = this.operation.videos.length > 1 ? this.operation.videos.length : 0;
    if (this.rows.length !== count) {
      this.rows = Array.from({ length: count }, (_, index) => this.rows[index] ?? new VideoNode(this, index));
    }
    return this.rows;
  }
}

/** The row at the end that loads older operations. */
export class OlderNode {
  readonly kind = 'older';
}

/** A row that stands for an operation or a video. */
export type Row = OperationNode | VideoNode;

/** Whether something is such a row; any extension may have passed it to a command. */
export function isRow(one: unknown): one is Row {
  return one instanceof OperationNode || one instanceof VideoNode;
}

/** The operation that a row belongs to. */
export function operationOf(row: Row): Operation {
  return row.kind === 'operation' ? row.operation : row.parent.operation;
}

/** A video of an operation; `index` counts from 0. */
export class VideoNode {
  readonly kind = 'video';

  constructor(
    readonly parent: OperationNode,
    readonly index: number,
  ) {}

  get operation(): SucceededOperation | undefined {
    const { operation } = this.parent;
    return operation.state === 'succeeded' ? operation : undefined;
  }

  get video(): Video | undefined {
    return this.operation?.videos[this.index];
  }
}
