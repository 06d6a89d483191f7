const fs = require("node:fs");
const path = require("node:path");
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!folder) {
    return;
  }
  const settings = workspace.getConfiguration("herald");
  if (!fs.existsSync(path.resolve(folder, settings.get("events")))) {
    return; // its Groovy is none of Herald's
  }
  const command = settings.get("command");
  const server = {
    command: command.includes("/") ? path.resolve(folder, command) : command,
    args: ["lsp", settings.get("events")],
    options: { cwd: folder },
  };
  client = new LanguageClient("herald", "Herald", server, {
    documentSelector: [{ scheme: "file", language: "groovy" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.groovy") },
  });
  await client.start();
};

exports.deactivate = () => client?.stop();
