// SecureASTCustomizer: indirect imports
// a class by its full name
// refused: the class Files is not allowed in scripts
event X {
    on { 'a' }
    as {
        java.nio.file.Files.createFile(java.nio.file.Path.of("MARK"))
    }
}
