// Types of the build tool's own modules.
/// <reference types="svelte" />
/// <reference types="vite/client" />
