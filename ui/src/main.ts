// Starts the window: connects to the application, then draws.
import { mount } from "svelte";
import { connect } from "./ipc/call";
import { App as AppModel } from "./state/app.svelte";
import App from "./App.svelte";
import "./styles/index.css";

const target = document.getElementById("app");
if (target !== null) mount(App, { target, props: { app: new AppModel(await connect()) } });
