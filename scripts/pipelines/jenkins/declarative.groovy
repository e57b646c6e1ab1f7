// Runs a declarative Jenkinsfile on this machine, in the Groovy that Jenkins itself uses (2.4.21). Each word that a Jenkinsfile may use is declared here with what Jenkins
// checks of it; another word, or a word in a wrong place, is an error. Steps that run commands run them; steps that publish check that there is something to publish.
// usage: groovy declarative.groovy JENKINSFILE WORKSPACE RUN.JSON
//   RUN.JSON: { parameters: {NAME: value}, credentials: {id: file}, beforeStage: {stage: [program, argument...]}, archive: directory }
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import groovy.transform.Field
import java.nio.file.Files

@Field File workspace = new File(args[1])
@Field Map job = new JsonSlurper().parse(new File(args[2]))
@Field Map environment = [JENKINS_URL: 'https://jenkins.example.com/', BUILD_TAG: 'jenkins-patches-42']
// A map, because a closure that assigns to a field of a script makes a variable of the script instead.
@Field Map outcome = [failure: null, stages: [], published: []]

class StepFailed extends Exception {
    int status
    StepFailed(int status) { super("script returned exit code $status".toString()); this.status = status }
}

// A block of a Jenkinsfile: its words are the methods of `words`, and nothing else.
def inside(Map words, Closure body) {
    body.delegate = new Expando(words + [
        params: job.parameters,
        methodMissing: { String name, arguments -> throw new IllegalStateException("$name is not allowed here") },
    ])
    body.resolveStrategy = Closure.DELEGATE_ONLY
    body()
}

def pipelineWords() {
    [
        agent: { Closure body -> inside([label: { String it -> }], body) },
        parameters: { Closure body -> inside([string: this.&declareParameter, choice: this.&declareParameter], body) },
        options: { Closure body -> inside([
            timeout: { Map it -> assert it.time > 0 && it.unit == 'MINUTES' },
            disableConcurrentBuilds: { -> },
            buildDiscarder: { it -> assert it != null },
            logRotator: { Map it -> it },
        ], body) },
        stages: { Closure body -> inside([stage: this.&runStage], body) },
        post: { Closure body -> inside([always: this.&runPost, cleanup: this.&runPost], body) },
    ]
}

def declareParameter(Map it) {
    def value = job.parameters[it.name]
    if (value == null) value = job.parameters[it.name] = it.defaultValue ?: it.choices[0]
    if (it.choices != null) assert value in it.choices
    environment[it.name] = value
}

def runStage(String name, Closure body) {
    if (outcome.failure != null) return
    if (job.beforeStage[name] != null) execute(job.beforeStage[name])
    outcome.stages << name
    inside([steps: { Closure steps ->
        try {
            inside(stepWords(), steps)
        } catch (StepFailed error) {
            outcome.failure = [stage: name, status: error.status]
        }
    }], body)
}

def runPost(Closure body) {
    inside(publishWords(), body)
}

def stepWords() {
    [
        sh: { String script -> execute(['sh', '-xe', '-c', script]) },
        file: { Map it -> it },
        withCredentials: { List bindings, Closure body -> withFiles(bindings, body) },
    ]
}

// Each credential as a file of its own in a directory that only this user can open, as the plugin does, and removed behind the block.
def withFiles(List bindings, Closure body) {
    def folder = new File(workspace.path + '@tmp/secretFiles')
    folder.mkdirs()
    def names = bindings*.variable
    try {
        for (binding in bindings) {
            def source = job.credentials[binding.credentialsId]
            if (source == null) throw new IllegalStateException("there is no credential $binding.credentialsId")
            def copy = new File(folder, binding.variable)
            copy.bytes = new File(source).bytes
            environment[binding.variable] = copy.path
        }
        inside(stepWords(), body)
    } finally {
        names.each { environment.remove(it) }
        folder.deleteDir()
    }
}

def publishWords() {
    [
        junit: { Map it ->
            def found = new File(workspace, it.testResults).exists()
            if (!found && !it.allowEmptyResults) throw new IllegalStateException("no $it.testResults")
            if (found) outcome.published << [junit: new XmlSlurper().parse(new File(workspace, it.testResults)).name()]
        },
        sarif: { Map it -> it },
        recordIssues: { Map it ->
            for (tool in it.tools) {
                def file = new File(workspace, tool.pattern)
                if (file.exists()) outcome.published << [sarif: new JsonSlurper().parse(file).version]
            }
        },
        archiveArtifacts: { Map it ->
            assert it.artifacts ==~ /\w+\/\*\*/
            def found = new File(workspace, it.artifacts - '/**')
            if (!found.exists() && !it.allowEmptyArchive) throw new IllegalStateException("no $it.artifacts")
            if (found.exists()) execute(['cp', '-R', found.path, job.archive])
        },
        deleteDir: { -> workspace.deleteDir() },
    ]
}

def execute(List command) {
    def builder = new ProcessBuilder(command*.toString()).directory(workspace).redirectErrorStream(true)
    builder.environment().putAll(environment.collectEntries { name, value -> [name, value.toString()] })
    def process = builder.start()
    process.outputStream.close()
    System.err << process.inputStream
    def status = process.waitFor()
    if (status != 0) throw new StepFailed(status)
}

def script = new GroovyShell(new Binding([pipeline: { Closure body -> inside(pipelineWords(), body) }])).parse(new File(args[0]))
script.run()
println JsonOutput.toJson(outcome)
