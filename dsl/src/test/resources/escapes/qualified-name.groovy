// SecureASTCustomizer: indirect imports
// a class by its full name
event X {
    on { 'a' }
    as {
        java.nio.file.Files.createFile(java.nio.file.Path.of("MARK"))
    }
}
