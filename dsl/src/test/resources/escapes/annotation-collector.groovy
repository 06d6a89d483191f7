// SECURITY-1320 / CVE-2019-1003024 (Jenkins: @AnnotationCollector)
// an annotation stands for others
// refused: the annotation @groovy.transform.AnnotationCollector is not allowed in scripts
@groovy.transform.AnnotationCollector([groovy.transform.ASTTest])
@interface A {}
event X { on { 'a' } }
