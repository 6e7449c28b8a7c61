//! Why a file cannot be taken in, each in a sentence that says what to do.

/// What is wrong with a file. Nothing of it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The system could not read it.
    Unread(String),
    /// A folder, a device or another thing that is no file.
    NoFile,
    /// It has no content.
    Empty,
    /// More than any export holds, in MB.
    Large(u64),
    /// It ends before it is whole.
    Cut,
    /// It is not JSON, from this line on.
    NoJson(usize),
    /// JSON of another program.
    Other,
    /// An export of a newer Ninefold, of this format.
    Newer(u64),
    /// An export in which this line is not as Ninefold writes it.
    Altered(usize),
    /// The file holds no entry.
    NoEntries,
}

impl Fault {
    /// What is wrong, and what to do.
    pub(crate) fn words(&self) -> String {
        match self {
            Fault::Unread(reason) => said!(
                "it could not be read ({reason}). Check its name and its permissions.",
                "no se ha podido leer ({reason}). Comprueba su nombre y sus permisos."
            ),
            Fault::NoFile => word!(
                "this is not a file. Choose the .json file that Ninefold exported.",
                "no es un archivo. Elige el archivo .json que exportó Ninefold."
            )
            .to_owned(),
            Fault::Empty => word!(
                "it is empty. It may not have been copied to the end; copy it again.",
                "está vacío. Puede que no se copiara hasta el final; cópialo otra vez."
            )
            .to_owned(),
            Fault::Large(megabytes) => said!(
                "it has more than {megabytes}\u{a0}MB, and no export of Ninefold is so large. Choose the .json file that Ninefold exported.",
                "tiene más de {megabytes}\u{a0}MB, y ninguna exportación de Ninefold es tan grande. Elige el archivo .json que exportó Ninefold."
            ),
            Fault::Cut => word!(
                "it ends in the middle. It was not written or copied to the end; export or copy it again.",
                "termina a la mitad. No se escribió o no se copió hasta el final; expórtalo o cópialo otra vez."
            )
            .to_owned(),
            Fault::NoJson(line) => said!(
                "it is no JSON, as line {line} shows. Choose the .json file that Ninefold exported.",
                "no es JSON, como muestra la línea {line}. Elige el archivo .json que exportó Ninefold."
            ),
            Fault::Other => word!(
                "it is of another program. Choose the .json file that Ninefold exported.",
                "es de otro programa. Elige el archivo .json que exportó Ninefold."
            )
            .to_owned(),
            Fault::Newer(format) => said!(
                "a newer Ninefold wrote it (ninefold-export/{format}; this one reads ninefold-export/1). Install the newer version to take it in.",
                "lo escribió un Ninefold más nuevo (ninefold-export/{format}; este lee ninefold-export/1). Instala la versión más nueva para importarlo."
            ),
            Fault::Altered(line) => said!(
                "line {line} is not as Ninefold writes it. The file was changed after it was exported; export it again.",
                "la línea {line} no es como la escribe Ninefold. El archivo se cambió después de exportarlo; expórtalo otra vez."
            ),
            Fault::NoEntries => word!(
                "it holds nothing that was saved. Export again from the Ninefold that has your plan.",
                "no contiene nada guardado. Exporta otra vez desde el Ninefold que tiene tu plan."
            )
            .to_owned(),
        }
    }
}
