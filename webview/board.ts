import "./page/no-eval.ts";
import "./styles/board.css";
import { BoardElement } from "./board/board-view.ts";
import { keptArrangement } from "./page/arrangement.ts";
import { Controller } from "./page/controller.ts";
import { Store } from "./store.ts";
import { registerToolkit } from "./ui/toolkit.ts";

registerToolkit();
const api = acquireVsCodeApi();
const store = new Store();
const board = new BoardElement(keptArrangement(api));
const controller = new Controller(api, store, (finding) => board.reveal(finding));

store.subscribe(
  (view) => view,
  (view) => {
    board.view = view;
  },
);
document.body.append(board);
controller.start(board);
